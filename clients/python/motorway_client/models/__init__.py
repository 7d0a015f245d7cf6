"""Contains all the data models used in inputs/outputs"""

from .alert import Alert
from .alert_page import AlertPage
from .alert_severity import AlertSeverity
from .alert_state import AlertState
from .api_key import ApiKey
from .api_key_creation import ApiKeyCreation
from .api_key_page import ApiKeyPage
from .area import Area
from .area_content import AreaContent
from .area_page import AreaPage
from .audit_day import AuditDay
from .audit_finding import AuditFinding
from .audit_format import AuditFormat
from .audit_page import AuditPage
from .audit_record import AuditRecord
from .audit_verification import AuditVerification
from .caller_kind import CallerKind
from .colleague import Colleague
from .controller_status import ControllerStatus
from .created_api_key import CreatedApiKey
from .created_user import CreatedUser
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
from .grant import Grant
from .grant_input import GrantInput
from .held_grant import HeldGrant
from .initial_password import InitialPassword
from .kind import Kind
from .latest_readings import LatestReadings
from .me import Me
from .method import Method
from .methods import Methods
from .nozzle import Nozzle
from .oidc_method import OidcMethod
from .one_time_code import OneTimeCode
from .open_session import OpenSession
from .open_sessions import OpenSessions
from .operation import Operation
from .otp import Otp
from .outcome import Outcome
from .password_change import PasswordChange
from .password_proof import PasswordProof
from .permission import Permission
from .pin import Pin
from .pin_sign_in import PinSignIn
from .pin_unlock import PinUnlock
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
from .till import Till
from .till_enrolment import TillEnrolment
from .till_here import TillHere
from .till_method import TillMethod
from .till_page import TillPage
from .token import Token
from .token_request import TokenRequest
from .token_request_grant_type import TokenRequestGrantType
from .totp_enrolment import TotpEnrolment
from .user import User
from .user_change import UserChange
from .user_creation import UserCreation
from .user_page import UserPage

__all__ = (
    "Alert",
    "AlertPage",
    "AlertSeverity",
    "AlertState",
    "ApiKey",
    "ApiKeyCreation",
    "ApiKeyPage",
    "Area",
    "AreaContent",
    "AreaPage",
    "AuditDay",
    "AuditFinding",
    "AuditFormat",
    "AuditPage",
    "AuditRecord",
    "AuditVerification",
    "CallerKind",
    "Colleague",
    "ControllerStatus",
    "CreatedApiKey",
    "CreatedUser",
    "Device",
    "DevicePage",
    "EnrolledDevice",
    "Enrolment",
    "FieldError",
    "GetSigningKeysResponseGetSigningKeys",
    "GetSigningKeysResponseGetSigningKeysAdditionalPropertyItem",
    "Grade",
    "Grant",
    "GrantInput",
    "HeldGrant",
    "InitialPassword",
    "Kind",
    "LatestReadings",
    "Me",
    "Method",
    "Methods",
    "Nozzle",
    "OidcMethod",
    "OneTimeCode",
    "OpenSession",
    "OpenSessions",
    "Operation",
    "Otp",
    "Outcome",
    "PasswordChange",
    "PasswordProof",
    "Permission",
    "Pin",
    "PinSignIn",
    "PinUnlock",
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
    "Till",
    "TillEnrolment",
    "TillHere",
    "TillMethod",
    "TillPage",
    "Token",
    "TokenRequest",
    "TokenRequestGrantType",
    "TotpEnrolment",
    "User",
    "UserChange",
    "UserCreation",
    "UserPage",
)
