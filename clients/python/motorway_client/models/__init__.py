"""Contains all the data models used in inputs/outputs"""

from .alert import Alert
from .alert_page import AlertPage
from .alert_severity import AlertSeverity
from .alert_state import AlertState
from .controller_status import ControllerStatus
from .credentials import Credentials
from .device import Device
from .device_page import DevicePage
from .enrolled_device import EnrolledDevice
from .enrolment import Enrolment
from .export_format import ExportFormat
from .field_error import FieldError
from .grade import Grade
from .latest_readings import LatestReadings
from .me import Me
from .nozzle import Nozzle
from .ping_result import PingResult
from .problem import Problem
from .pump import Pump
from .pump_list import PumpList
from .pump_status import PumpStatus
from .quarantine_page import QuarantinePage
from .quarantined_message import QuarantinedMessage
from .readiness import Readiness
from .readiness_checks import ReadinessChecks
from .readiness_info import ReadinessInfo
from .reading import Reading
from .resolution import Resolution
from .revocation import Revocation
from .series import Series
from .site import Site
from .site_input import SiteInput
from .site_page import SitePage
from .tank import Tank
from .tank_list import TankList
from .tank_status import TankStatus
from .token import Token

__all__ = (
    "Alert",
    "AlertPage",
    "AlertSeverity",
    "AlertState",
    "ControllerStatus",
    "Credentials",
    "Device",
    "DevicePage",
    "EnrolledDevice",
    "Enrolment",
    "ExportFormat",
    "FieldError",
    "Grade",
    "LatestReadings",
    "Me",
    "Nozzle",
    "PingResult",
    "Problem",
    "Pump",
    "PumpList",
    "PumpStatus",
    "QuarantinePage",
    "QuarantinedMessage",
    "Readiness",
    "ReadinessChecks",
    "ReadinessInfo",
    "Reading",
    "Resolution",
    "Revocation",
    "Series",
    "Site",
    "SiteInput",
    "SitePage",
    "Tank",
    "TankList",
    "TankStatus",
    "Token",
)
