"""Contains all the data models used in inputs/outputs"""

from .account import Account
from .account_block import AccountBlock
from .account_entry import AccountEntry
from .account_entry_page import AccountEntryPage
from .account_page import AccountPage
from .account_paid import AccountPaid
from .account_payment import AccountPayment
from .account_state import AccountState
from .account_terms import AccountTerms
from .alert import Alert
from .alert_detail import AlertDetail
from .alert_figures import AlertFigures
from .alert_page import AlertPage
from .alert_rule import AlertRule
from .alert_rule_page import AlertRulePage
from .alert_rule_version import AlertRuleVersion
from .alert_rule_version_page import AlertRuleVersionPage
from .alert_severity import AlertSeverity
from .alert_state import AlertState
from .alert_statistics import AlertStatistics
from .alert_step import AlertStep
from .alert_suppression import AlertSuppression
from .api_key import ApiKey
from .api_key_creation import ApiKeyCreation
from .api_key_page import ApiKeyPage
from .apprise_config import AppriseConfig
from .apprise_config_input import AppriseConfigInput
from .approval_given import ApprovalGiven
from .approval_request import ApprovalRequest
from .approvers import Approvers
from .area import Area
from .area_content import AreaContent
from .area_page import AreaPage
from .at_till import AtTill
from .audit_day import AuditDay
from .audit_finding import AuditFinding
from .audit_format import AuditFormat
from .audit_page import AuditPage
from .audit_record import AuditRecord
from .audit_verification import AuditVerification
from .balance import Balance
from .balance_list import BalanceList
from .blend_part import BlendPart
from .break_ import Break
from .break_explanation import BreakExplanation
from .break_page import BreakPage
from .caller_kind import CallerKind
from .card import Card
from .card_method import CardMethod
from .card_payment_start import CardPaymentStart
from .card_payment_state import CardPaymentState
from .card_refund import CardRefund
from .card_refund_page import CardRefundPage
from .card_refund_state import CardRefundState
from .card_setup import CardSetup
from .card_setup_start import CardSetupStart
from .card_setup_state import CardSetupState
from .cash_count import CashCount
from .cash_movement import CashMovement
from .cash_movement_kind import CashMovementKind
from .cash_movement_list import CashMovementList
from .cash_wish import CashWish
from .change_given import ChangeGiven
from .channel_content import ChannelContent
from .channel_test import ChannelTest
from .clearing import Clearing
from .client_secret import ClientSecret
from .colleague import Colleague
from .command_outcome import CommandOutcome
from .command_page import CommandPage
from .comparison import Comparison
from .connection_token import ConnectionToken
from .connection_token_wish import ConnectionTokenWish
from .contact import Contact
from .contact_input import ContactInput
from .controller_list import ControllerList
from .controller_status import ControllerStatus
from .counter_tender_kind import CounterTenderKind
from .created_api_key import CreatedApiKey
from .created_user import CreatedUser
from .customer import Customer
from .customer_input import CustomerInput
from .data_section import DataSection
from .data_section_rows_item import DataSectionRowsItem
from .data_subject import DataSubject
from .day_end import DayEnd
from .day_end_format import DayEndFormat
from .day_end_row import DayEndRow
from .debt import Debt
from .debt_card_payment import DebtCardPayment
from .debt_card_start import DebtCardStart
from .debt_kind import DebtKind
from .debt_page import DebtPage
from .debt_payment import DebtPayment
from .debt_state import DebtState
from .delivery_attempt import DeliveryAttempt
from .delivery_outcome import DeliveryOutcome
from .denomination import Denomination
from .device import Device
from .device_page import DevicePage
from .discrepancy import Discrepancy
from .discrepancy_page import DiscrepancyPage
from .discrepancy_resolution import DiscrepancyResolution
from .discrepancy_state import DiscrepancyState
from .dispute import Dispute
from .dispute_answer import DisputeAnswer
from .dispute_detail import DisputeDetail
from .dispute_detail_evidence import DisputeDetailEvidence
from .dispute_page import DisputePage
from .drive_off import DriveOff
from .dry_run import DryRun
from .dry_run_alert import DryRunAlert
from .dry_run_site import DryRunSite
from .dry_run_wish import DryRunWish
from .duty import Duty
from .duty_list import DutyList
from .email_config import EmailConfig
from .email_config_input import EmailConfigInput
from .email_config_input_security import EmailConfigInputSecurity
from .email_config_security import EmailConfigSecurity
from .enrolled_device import EnrolledDevice
from .enrolment import Enrolment
from .entry_kind import EntryKind
from .erasure_order import ErasureOrder
from .erasure_plan import ErasurePlan
from .escalation_policy import EscalationPolicy
from .escalation_policy_list import EscalationPolicyList
from .escalation_step import EscalationStep
from .escalation_step_input import EscalationStepInput
from .escalation_target import EscalationTarget
from .escalation_target_kind import EscalationTargetKind
from .field_error import FieldError
from .forecourt_ordered import ForecourtOrdered
from .fuel_line import FuelLine
from .get_signing_keys_response_get_signing_keys import (
    GetSigningKeysResponseGetSigningKeys,
)
from .get_signing_keys_response_get_signing_keys_additional_property_item import (
    GetSigningKeysResponseGetSigningKeysAdditionalPropertyItem,
)
from .given_up_fuellings import GivenUpFuellings
from .grade import Grade
from .grade_input import GradeInput
from .grade_on_sign import GradeOnSign
from .grade_settlement import GradeSettlement
from .grant import Grant
from .grant_input import GrantInput
from .held_grant import HeldGrant
from .hindrance import Hindrance
from .incident import Incident
from .incident_kind import IncidentKind
from .incident_page import IncidentPage
from .initial_password import InitialPassword
from .item import Item
from .item_import import ItemImport
from .item_input import ItemInput
from .item_page import ItemPage
from .item_terms import ItemTerms
from .items_imported import ItemsImported
from .keep_reason import KeepReason
from .kind import Kind
from .latest_readings import LatestReadings
from .ledger_entry import LedgerEntry
from .ledger_entry_page import LedgerEntryPage
from .ledger_leg import LedgerLeg
from .logged_command import LoggedCommand
from .logged_command_command import LoggedCommandCommand
from .mail_state import MailState
from .me import Me
from .meter_check import MeterCheck
from .method import Method
from .method_kind import MethodKind
from .methods import Methods
from .missing_fuellings import MissingFuellings
from .missing_numbers import MissingNumbers
from .mqtt_config import MqttConfig
from .mqtt_config_input import MqttConfigInput
from .named_rule import NamedRule
from .named_rule_input import NamedRuleInput
from .new_assignee import NewAssignee
from .new_note import NewNote
from .new_override import NewOverride
from .new_push_subscription import NewPushSubscription
from .new_sale_line import NewSaleLine
from .new_silence import NewSilence
from .new_tender import NewTender
from .new_tender_kind import NewTenderKind
from .news import News
from .no_means import NoMeans
from .notification import Notification
from .notification_channel import NotificationChannel
from .notification_channel_list import NotificationChannelList
from .notification_detail import NotificationDetail
from .notification_page import NotificationPage
from .notification_state import NotificationState
from .nozzle import Nozzle
from .nozzle_check import NozzleCheck
from .nozzle_input import NozzleInput
from .nozzle_settlement import NozzleSettlement
from .numbers_restart import NumbersRestart
from .numbers_restarted import NumbersRestarted
from .offline_answer import OfflineAnswer
from .offline_device import OfflineDevice
from .offline_device_list import OfflineDeviceList
from .offline_device_wish import OfflineDeviceWish
from .offline_limits import OfflineLimits
from .offline_limits_input import OfflineLimitsInput
from .offline_operation import OfflineOperation
from .offline_operation_done import OfflineOperationDone
from .offline_operation_page import OfflineOperationPage
from .offline_outcome import OfflineOutcome
from .offline_replay import OfflineReplay
from .offline_replayed import OfflineReplayed
from .offline_resolution import OfflineResolution
from .oidc_method import OidcMethod
from .one_time_code import OneTimeCode
from .open_session import OpenSession
from .open_sessions import OpenSessions
from .operation import Operation
from .otp import Otp
from .outcome import Outcome
from .password_change import PasswordChange
from .password_proof import PasswordProof
from .payment import Payment
from .payment_detail import PaymentDetail
from .payment_given_up import PaymentGivenUp
from .payment_method import PaymentMethod
from .payment_page import PaymentPage
from .payment_purpose import PaymentPurpose
from .payment_retry import PaymentRetry
from .payment_start import PaymentStart
from .payment_state import PaymentState
from .payment_step import PaymentStep
from .payout import Payout
from .payout_page import PayoutPage
from .permission import Permission
from .personal_data import PersonalData
from .personal_data_wish import PersonalDataWish
from .photo import Photo
from .photo_list import PhotoList
from .pin import Pin
from .pin_sign_in import PinSignIn
from .pin_unlock import PinUnlock
from .ping_result import PingResult
from .planned_section import PlannedSection
from .policy_content import PolicyContent
from .position import Position
from .price import Price
from .price_input import PriceInput
from .price_resend import PriceResend
from .price_schedule import PriceSchedule
from .price_set import PriceSet
from .price_set_page import PriceSetPage
from .price_set_state import PriceSetState
from .price_set_step import PriceSetStep
from .price_sign import PriceSign
from .prices_resent import PricesResent
from .problem import Problem
from .problem_context import ProblemContext
from .pump import Pump
from .pump_input import PumpInput
from .pump_list import PumpList
from .pump_numbers import PumpNumbers
from .pump_numbers_list import PumpNumbersList
from .pump_prices import PumpPrices
from .pump_release import PumpRelease
from .pump_said import PumpSaid
from .pump_sales import PumpSales
from .pump_sales_list import PumpSalesList
from .pump_status import PumpStatus
from .push_key import PushKey
from .push_keys import PushKeys
from .push_subscription import PushSubscription
from .push_subscription_list import PushSubscriptionList
from .quarantine_page import QuarantinePage
from .quarantined_message import QuarantinedMessage
from .quiet_hours import QuietHours
from .quiet_hours_input import QuietHoursInput
from .reader import Reader
from .reader_list import ReaderList
from .reader_registration import ReaderRegistration
from .readiness import Readiness
from .readiness_checks import ReadinessChecks
from .readiness_info import ReadinessInfo
from .reading import Reading
from .readings_format import ReadingsFormat
from .ready_rule import ReadyRule
from .ready_rule_list import ReadyRuleList
from .reason_given import ReasonGiven
from .receipt import Receipt
from .receipt_address import ReceiptAddress
from .receipt_card import ReceiptCard
from .receipt_content import ReceiptContent
from .receipt_detail import ReceiptDetail
from .receipt_format import ReceiptFormat
from .receipt_fuel import ReceiptFuel
from .receipt_kind import ReceiptKind
from .receipt_line import ReceiptLine
from .receipt_mail import ReceiptMail
from .receipt_offline import ReceiptOffline
from .receipt_page import ReceiptPage
from .receipt_print import ReceiptPrint
from .receipt_reference import ReceiptReference
from .receipt_seller import ReceiptSeller
from .receipt_site import ReceiptSite
from .receipt_tender import ReceiptTender
from .receipt_vat import ReceiptVat
from .receipt_verification import ReceiptVerification
from .receive_stripe_webhook_body import ReceiveStripeWebhookBody
from .recipient import Recipient
from .recipient_content import RecipientContent
from .recipient_list import RecipientList
from .reconciled import Reconciled
from .reconciliation_wish import ReconciliationWish
from .recovery_codes import RecoveryCodes
from .refund import Refund
from .refund_page import RefundPage
from .refund_state import RefundState
from .refund_to import RefundTo
from .refund_wish import RefundWish
from .registered_offline_device import RegisteredOfflineDevice
from .resolution import Resolution
from .restriction import Restriction
from .revocation import Revocation
from .revoke_request import RevokeRequest
from .role import Role
from .rota import Rota
from .rota_content import RotaContent
from .rota_detail import RotaDetail
from .rota_list import RotaList
from .rota_override import RotaOverride
from .rule_absence import RuleAbsence
from .rule_absence_input import RuleAbsenceInput
from .rule_aggregate import RuleAggregate
from .rule_compare import RuleCompare
from .rule_compare_input import RuleCompareInput
from .rule_day import RuleDay
from .rule_event import RuleEvent
from .rule_event_input import RuleEventInput
from .rule_happening import RuleHappening
from .rule_happening_input import RuleHappeningInput
from .rule_hours import RuleHours
from .rule_hours_input import RuleHoursInput
from .rule_origin import RuleOrigin
from .rule_otherwise import RuleOtherwise
from .rule_otherwise_wish import RuleOtherwiseWish
from .rule_override import RuleOverride
from .rule_override_input import RuleOverrideInput
from .rule_per import RulePer
from .rule_rate import RuleRate
from .rule_rate_input import RuleRateInput
from .rule_schedule import RuleSchedule
from .rule_schedule_input import RuleScheduleInput
from .rule_schedule_side import RuleScheduleSide
from .rule_state import RuleState
from .rule_state_input import RuleStateInput
from .rule_threshold import RuleThreshold
from .rule_threshold_input import RuleThresholdInput
from .rule_window import RuleWindow
from .rule_window_input import RuleWindowInput
from .rule_wish import RuleWish
from .sale import Sale
from .sale_card_payment import SaleCardPayment
from .sale_confirmation import SaleConfirmation
from .sale_detail import SaleDetail
from .sale_kind import SaleKind
from .sale_left_unpaid import SaleLeftUnpaid
from .sale_line import SaleLine
from .sale_opening import SaleOpening
from .sale_origin import SaleOrigin
from .sale_page import SalePage
from .sale_state import SaleState
from .sale_step import SaleStep
from .sale_voiding import SaleVoiding
from .saved_card import SavedCard
from .saved_card_list import SavedCardList
from .series import Series
from .series_verification import SeriesVerification
from .service_level import ServiceLevel
from .session import Session
from .settlement import Settlement
from .settlement_wish import SettlementWish
from .shift import Shift
from .shift_drawer import ShiftDrawer
from .shift_fuel import ShiftFuel
from .shift_meter import ShiftMeter
from .shift_mode import ShiftMode
from .shift_opening import ShiftOpening
from .shift_page import ShiftPage
from .shift_report import ShiftReport
from .shift_state import ShiftState
from .shift_takings import ShiftTakings
from .shift_tally import ShiftTally
from .shift_vat import ShiftVat
from .sign_in_request import SignInRequest
from .silence import Silence
from .silence_kind import SilenceKind
from .silence_page import SilencePage
from .site import Site
from .site_check import SiteCheck
from .site_input import SiteInput
from .site_page import SitePage
from .site_prices import SitePrices
from .sms_config import SmsConfig
from .sms_config_encoding import SmsConfigEncoding
from .sms_config_extra import SmsConfigExtra
from .sms_config_input import SmsConfigInput
from .sms_config_input_encoding import SmsConfigInputEncoding
from .sms_config_input_extra import SmsConfigInputExtra
from .sold_fuel import SoldFuel
from .stock_list import StockList
from .stored_settlement import StoredSettlement
from .stored_settlement_page import StoredSettlementPage
from .subject_kind import SubjectKind
from .supplier import Supplier
from .supplier_input import SupplierInput
from .tank import Tank
from .tank_filling import TankFilling
from .tank_list import TankList
from .tank_settlement import TankSettlement
from .tank_status import TankStatus
from .tank_stock import TankStock
from .tender import Tender
from .tender_at_till import TenderAtTill
from .tender_kind import TenderKind
from .till import Till
from .till_enrolment import TillEnrolment
from .till_here import TillHere
from .till_method import TillMethod
from .till_page import TillPage
from .token import Token
from .token_request import TokenRequest
from .token_request_grant_type import TokenRequestGrantType
from .totp_enrolment import TotpEnrolment
from .unfinished_sale import UnfinishedSale
from .unsynchronised_device import UnsynchronisedDevice
from .user import User
from .user_change import UserChange
from .user_creation import UserCreation
from .user_page import UserPage
from .vehicle import Vehicle
from .vehicle_terms import VehicleTerms
from .web_push_config import WebPushConfig
from .webhook_config import WebhookConfig
from .webhook_config_input import WebhookConfigInput
from .webhook_received import WebhookReceived
from .weekly_hours import WeeklyHours
from .weekly_hours_days_item import WeeklyHoursDaysItem
from .weekly_hours_input import WeeklyHoursInput
from .weekly_hours_input_days_item import WeeklyHoursInputDaysItem
from .z_report import ZReport

__all__ = (
    "Account",
    "AccountBlock",
    "AccountEntry",
    "AccountEntryPage",
    "AccountPage",
    "AccountPaid",
    "AccountPayment",
    "AccountState",
    "AccountTerms",
    "Alert",
    "AlertDetail",
    "AlertFigures",
    "AlertPage",
    "AlertRule",
    "AlertRulePage",
    "AlertRuleVersion",
    "AlertRuleVersionPage",
    "AlertSeverity",
    "AlertState",
    "AlertStatistics",
    "AlertStep",
    "AlertSuppression",
    "ApiKey",
    "ApiKeyCreation",
    "ApiKeyPage",
    "AppriseConfig",
    "AppriseConfigInput",
    "ApprovalGiven",
    "ApprovalRequest",
    "Approvers",
    "Area",
    "AreaContent",
    "AreaPage",
    "AtTill",
    "AuditDay",
    "AuditFinding",
    "AuditFormat",
    "AuditPage",
    "AuditRecord",
    "AuditVerification",
    "Balance",
    "BalanceList",
    "BlendPart",
    "Break",
    "BreakExplanation",
    "BreakPage",
    "CallerKind",
    "Card",
    "CardMethod",
    "CardPaymentStart",
    "CardPaymentState",
    "CardRefund",
    "CardRefundPage",
    "CardRefundState",
    "CardSetup",
    "CardSetupStart",
    "CardSetupState",
    "CashCount",
    "CashMovement",
    "CashMovementKind",
    "CashMovementList",
    "CashWish",
    "ChangeGiven",
    "ChannelContent",
    "ChannelTest",
    "Clearing",
    "ClientSecret",
    "Colleague",
    "CommandOutcome",
    "CommandPage",
    "Comparison",
    "ConnectionToken",
    "ConnectionTokenWish",
    "Contact",
    "ContactInput",
    "ControllerList",
    "ControllerStatus",
    "CounterTenderKind",
    "CreatedApiKey",
    "CreatedUser",
    "Customer",
    "CustomerInput",
    "DataSection",
    "DataSectionRowsItem",
    "DataSubject",
    "DayEnd",
    "DayEndFormat",
    "DayEndRow",
    "Debt",
    "DebtCardPayment",
    "DebtCardStart",
    "DebtKind",
    "DebtPage",
    "DebtPayment",
    "DebtState",
    "DeliveryAttempt",
    "DeliveryOutcome",
    "Denomination",
    "Device",
    "DevicePage",
    "Discrepancy",
    "DiscrepancyPage",
    "DiscrepancyResolution",
    "DiscrepancyState",
    "Dispute",
    "DisputeAnswer",
    "DisputeDetail",
    "DisputeDetailEvidence",
    "DisputePage",
    "DriveOff",
    "DryRun",
    "DryRunAlert",
    "DryRunSite",
    "DryRunWish",
    "Duty",
    "DutyList",
    "EmailConfig",
    "EmailConfigInput",
    "EmailConfigInputSecurity",
    "EmailConfigSecurity",
    "EnrolledDevice",
    "Enrolment",
    "EntryKind",
    "ErasureOrder",
    "ErasurePlan",
    "EscalationPolicy",
    "EscalationPolicyList",
    "EscalationStep",
    "EscalationStepInput",
    "EscalationTarget",
    "EscalationTargetKind",
    "FieldError",
    "ForecourtOrdered",
    "FuelLine",
    "GetSigningKeysResponseGetSigningKeys",
    "GetSigningKeysResponseGetSigningKeysAdditionalPropertyItem",
    "GivenUpFuellings",
    "Grade",
    "GradeInput",
    "GradeOnSign",
    "GradeSettlement",
    "Grant",
    "GrantInput",
    "HeldGrant",
    "Hindrance",
    "Incident",
    "IncidentKind",
    "IncidentPage",
    "InitialPassword",
    "Item",
    "ItemImport",
    "ItemInput",
    "ItemPage",
    "ItemTerms",
    "ItemsImported",
    "KeepReason",
    "Kind",
    "LatestReadings",
    "LedgerEntry",
    "LedgerEntryPage",
    "LedgerLeg",
    "LoggedCommand",
    "LoggedCommandCommand",
    "MailState",
    "Me",
    "MeterCheck",
    "Method",
    "MethodKind",
    "Methods",
    "MissingFuellings",
    "MissingNumbers",
    "MqttConfig",
    "MqttConfigInput",
    "NamedRule",
    "NamedRuleInput",
    "NewAssignee",
    "NewNote",
    "NewOverride",
    "NewPushSubscription",
    "NewSaleLine",
    "NewSilence",
    "NewTender",
    "NewTenderKind",
    "News",
    "NoMeans",
    "Notification",
    "NotificationChannel",
    "NotificationChannelList",
    "NotificationDetail",
    "NotificationPage",
    "NotificationState",
    "Nozzle",
    "NozzleCheck",
    "NozzleInput",
    "NozzleSettlement",
    "NumbersRestart",
    "NumbersRestarted",
    "OfflineAnswer",
    "OfflineDevice",
    "OfflineDeviceList",
    "OfflineDeviceWish",
    "OfflineLimits",
    "OfflineLimitsInput",
    "OfflineOperation",
    "OfflineOperationDone",
    "OfflineOperationPage",
    "OfflineOutcome",
    "OfflineReplay",
    "OfflineReplayed",
    "OfflineResolution",
    "OidcMethod",
    "OneTimeCode",
    "OpenSession",
    "OpenSessions",
    "Operation",
    "Otp",
    "Outcome",
    "PasswordChange",
    "PasswordProof",
    "Payment",
    "PaymentDetail",
    "PaymentGivenUp",
    "PaymentMethod",
    "PaymentPage",
    "PaymentPurpose",
    "PaymentRetry",
    "PaymentStart",
    "PaymentState",
    "PaymentStep",
    "Payout",
    "PayoutPage",
    "Permission",
    "PersonalData",
    "PersonalDataWish",
    "Photo",
    "PhotoList",
    "Pin",
    "PinSignIn",
    "PinUnlock",
    "PingResult",
    "PlannedSection",
    "PolicyContent",
    "Position",
    "Price",
    "PriceInput",
    "PriceResend",
    "PriceSchedule",
    "PriceSet",
    "PriceSetPage",
    "PriceSetState",
    "PriceSetStep",
    "PriceSign",
    "PricesResent",
    "Problem",
    "ProblemContext",
    "Pump",
    "PumpInput",
    "PumpList",
    "PumpNumbers",
    "PumpNumbersList",
    "PumpPrices",
    "PumpRelease",
    "PumpSaid",
    "PumpSales",
    "PumpSalesList",
    "PumpStatus",
    "PushKey",
    "PushKeys",
    "PushSubscription",
    "PushSubscriptionList",
    "QuarantinePage",
    "QuarantinedMessage",
    "QuietHours",
    "QuietHoursInput",
    "Reader",
    "ReaderList",
    "ReaderRegistration",
    "Readiness",
    "ReadinessChecks",
    "ReadinessInfo",
    "Reading",
    "ReadingsFormat",
    "ReadyRule",
    "ReadyRuleList",
    "ReasonGiven",
    "Receipt",
    "ReceiptAddress",
    "ReceiptCard",
    "ReceiptContent",
    "ReceiptDetail",
    "ReceiptFormat",
    "ReceiptFuel",
    "ReceiptKind",
    "ReceiptLine",
    "ReceiptMail",
    "ReceiptOffline",
    "ReceiptPage",
    "ReceiptPrint",
    "ReceiptReference",
    "ReceiptSeller",
    "ReceiptSite",
    "ReceiptTender",
    "ReceiptVat",
    "ReceiptVerification",
    "ReceiveStripeWebhookBody",
    "Recipient",
    "RecipientContent",
    "RecipientList",
    "Reconciled",
    "ReconciliationWish",
    "RecoveryCodes",
    "Refund",
    "RefundPage",
    "RefundState",
    "RefundTo",
    "RefundWish",
    "RegisteredOfflineDevice",
    "Resolution",
    "Restriction",
    "Revocation",
    "RevokeRequest",
    "Role",
    "Rota",
    "RotaContent",
    "RotaDetail",
    "RotaList",
    "RotaOverride",
    "RuleAbsence",
    "RuleAbsenceInput",
    "RuleAggregate",
    "RuleCompare",
    "RuleCompareInput",
    "RuleDay",
    "RuleEvent",
    "RuleEventInput",
    "RuleHappening",
    "RuleHappeningInput",
    "RuleHours",
    "RuleHoursInput",
    "RuleOrigin",
    "RuleOtherwise",
    "RuleOtherwiseWish",
    "RuleOverride",
    "RuleOverrideInput",
    "RulePer",
    "RuleRate",
    "RuleRateInput",
    "RuleSchedule",
    "RuleScheduleInput",
    "RuleScheduleSide",
    "RuleState",
    "RuleStateInput",
    "RuleThreshold",
    "RuleThresholdInput",
    "RuleWindow",
    "RuleWindowInput",
    "RuleWish",
    "Sale",
    "SaleCardPayment",
    "SaleConfirmation",
    "SaleDetail",
    "SaleKind",
    "SaleLeftUnpaid",
    "SaleLine",
    "SaleOpening",
    "SaleOrigin",
    "SalePage",
    "SaleState",
    "SaleStep",
    "SaleVoiding",
    "SavedCard",
    "SavedCardList",
    "Series",
    "SeriesVerification",
    "ServiceLevel",
    "Session",
    "Settlement",
    "SettlementWish",
    "Shift",
    "ShiftDrawer",
    "ShiftFuel",
    "ShiftMeter",
    "ShiftMode",
    "ShiftOpening",
    "ShiftPage",
    "ShiftReport",
    "ShiftState",
    "ShiftTakings",
    "ShiftTally",
    "ShiftVat",
    "SignInRequest",
    "Silence",
    "SilenceKind",
    "SilencePage",
    "Site",
    "SiteCheck",
    "SiteInput",
    "SitePage",
    "SitePrices",
    "SmsConfig",
    "SmsConfigEncoding",
    "SmsConfigExtra",
    "SmsConfigInput",
    "SmsConfigInputEncoding",
    "SmsConfigInputExtra",
    "SoldFuel",
    "StockList",
    "StoredSettlement",
    "StoredSettlementPage",
    "SubjectKind",
    "Supplier",
    "SupplierInput",
    "Tank",
    "TankFilling",
    "TankList",
    "TankSettlement",
    "TankStatus",
    "TankStock",
    "Tender",
    "TenderAtTill",
    "TenderKind",
    "Till",
    "TillEnrolment",
    "TillHere",
    "TillMethod",
    "TillPage",
    "Token",
    "TokenRequest",
    "TokenRequestGrantType",
    "TotpEnrolment",
    "UnfinishedSale",
    "UnsynchronisedDevice",
    "User",
    "UserChange",
    "UserCreation",
    "UserPage",
    "Vehicle",
    "VehicleTerms",
    "WebPushConfig",
    "WebhookConfig",
    "WebhookConfigInput",
    "WebhookReceived",
    "WeeklyHours",
    "WeeklyHoursDaysItem",
    "WeeklyHoursInput",
    "WeeklyHoursInputDaysItem",
    "ZReport",
)
