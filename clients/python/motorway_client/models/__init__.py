"""Contains all the data models used in inputs/outputs"""

from .alert import Alert
from .alert_page import AlertPage
from .alert_severity import AlertSeverity
from .alert_state import AlertState
from .caller_kind import CallerKind
from .controller_status import ControllerStatus
from .device import Device
from .device_page import DevicePage
from .enrolled_device import EnrolledDevice
from .enrolment import Enrolment
from .field_error import FieldError
from .get_signing_keys_response_get_signing_keys import (
    GetSigningKeysResponseGetSigningKeys,
)
from .get_signing_keys_response_get_signing_keys_additional_property_item import (
    GetSigningKeysResponseGetSigningKeysAdditionalPropertyItem,
)
from .grade import Grade
from .held_grant import HeldGrant
from .latest_readings import LatestReadings
from .me import Me
from .method import Method
from .nozzle import Nozzle
from .open_session import OpenSession
from .open_sessions import OpenSessions
from .operation import Operation
from .otp import Otp
from .password_change import PasswordChange
from .password_proof import PasswordProof
from .permission import Permission
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
from .readings_format import ReadingsFormat
from .recovery_codes import RecoveryCodes
from .resolution import Resolution
from .restriction import Restriction
from .revocation import Revocation
from .revoke_request import RevokeRequest
from .role import Role
from .series import Series
from .session import Session
from .sign_in_request import SignInRequest
from .site import Site
from .site_input import SiteInput
from .site_page import SitePage
from .tank import Tank
from .tank_list import TankList
from .tank_status import TankStatus
from .token import Token
from .token_request import TokenRequest
from .token_request_grant_type import TokenRequestGrantType
from .totp_enrolment import TotpEnrolment

__all__ = (
    "Alert",
    "AlertPage",
    "AlertSeverity",
    "AlertState",
    "CallerKind",
    "ControllerStatus",
    "Device",
    "DevicePage",
    "EnrolledDevice",
    "Enrolment",
    "FieldError",
    "GetSigningKeysResponseGetSigningKeys",
    "GetSigningKeysResponseGetSigningKeysAdditionalPropertyItem",
    "Grade",
    "HeldGrant",
    "LatestReadings",
    "Me",
    "Method",
    "Nozzle",
    "OpenSession",
    "OpenSessions",
    "Operation",
    "Otp",
    "PasswordChange",
    "PasswordProof",
    "Permission",
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
    "ReadingsFormat",
    "RecoveryCodes",
    "Resolution",
    "Restriction",
    "Revocation",
    "RevokeRequest",
    "Role",
    "Series",
    "Session",
    "SignInRequest",
    "Site",
    "SiteInput",
    "SitePage",
    "Tank",
    "TankList",
    "TankStatus",
    "Token",
    "TokenRequest",
    "TokenRequestGrantType",
    "TotpEnrolment",
)
