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
from .alert_page import AlertPage
from .alert_severity import AlertSeverity
from .alert_state import AlertState
from .api_key import ApiKey
from .api_key_creation import ApiKeyCreation
from .api_key_page import ApiKeyPage
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
from .clearing import Clearing
from .client_secret import ClientSecret
from .colleague import Colleague
from .command_outcome import CommandOutcome
from .command_page import CommandPage
from .comparison import Comparison
from .connection_token import ConnectionToken
from .connection_token_wish import ConnectionTokenWish
from .controller_status import ControllerStatus
from .counter_tender_kind import CounterTenderKind
from .created_api_key import CreatedApiKey
from .created_user import CreatedUser
from .customer import Customer
from .customer_input import CustomerInput
from .day_end import DayEnd
from .day_end_format import DayEndFormat
from .day_end_row import DayEndRow
from .debt import Debt
from .debt_kind import DebtKind
from .debt_page import DebtPage
from .debt_payment import DebtPayment
from .debt_state import DebtState
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
from .enrolled_device import EnrolledDevice
from .enrolment import Enrolment
from .entry_kind import EntryKind
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
from .initial_password import InitialPassword
from .item import Item
from .item_import import ItemImport
from .item_input import ItemInput
from .item_page import ItemPage
from .item_terms import ItemTerms
from .items_imported import ItemsImported
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
from .new_sale_line import NewSaleLine
from .new_tender import NewTender
from .new_tender_kind import NewTenderKind
from .no_means import NoMeans
from .nozzle import Nozzle
from .nozzle_check import NozzleCheck
from .nozzle_input import NozzleInput
from .nozzle_settlement import NozzleSettlement
from .numbers_restart import NumbersRestart
from .numbers_restarted import NumbersRestarted
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
from .pin import Pin
from .pin_sign_in import PinSignIn
from .pin_unlock import PinUnlock
from .ping_result import PingResult
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
from .quarantine_page import QuarantinePage
from .quarantined_message import QuarantinedMessage
from .reader import Reader
from .reader_list import ReaderList
from .reader_registration import ReaderRegistration
from .readiness import Readiness
from .readiness_checks import ReadinessChecks
from .readiness_info import ReadinessInfo
from .reading import Reading
from .readings_format import ReadingsFormat
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
from .receipt_page import ReceiptPage
from .receipt_print import ReceiptPrint
from .receipt_reference import ReceiptReference
from .receipt_seller import ReceiptSeller
from .receipt_site import ReceiptSite
from .receipt_tender import ReceiptTender
from .receipt_vat import ReceiptVat
from .receipt_verification import ReceiptVerification
from .receive_stripe_webhook_body import ReceiveStripeWebhookBody
from .reconciled import Reconciled
from .reconciliation_wish import ReconciliationWish
from .recovery_codes import RecoveryCodes
from .refund import Refund
from .refund_page import RefundPage
from .refund_state import RefundState
from .refund_to import RefundTo
from .refund_wish import RefundWish
from .resolution import Resolution
from .restriction import Restriction
from .revocation import Revocation
from .revoke_request import RevokeRequest
from .role import Role
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
from .site import Site
from .site_check import SiteCheck
from .site_input import SiteInput
from .site_page import SitePage
from .site_prices import SitePrices
from .sold_fuel import SoldFuel
from .stored_settlement import StoredSettlement
from .stored_settlement_page import StoredSettlementPage
from .supplier import Supplier
from .supplier_input import SupplierInput
from .tank import Tank
from .tank_list import TankList
from .tank_settlement import TankSettlement
from .tank_status import TankStatus
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
from .user import User
from .user_change import UserChange
from .user_creation import UserCreation
from .user_page import UserPage
from .vehicle import Vehicle
from .vehicle_terms import VehicleTerms
from .webhook_received import WebhookReceived
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
    "AlertPage",
    "AlertSeverity",
    "AlertState",
    "ApiKey",
    "ApiKeyCreation",
    "ApiKeyPage",
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
    "Clearing",
    "ClientSecret",
    "Colleague",
    "CommandOutcome",
    "CommandPage",
    "Comparison",
    "ConnectionToken",
    "ConnectionTokenWish",
    "ControllerStatus",
    "CounterTenderKind",
    "CreatedApiKey",
    "CreatedUser",
    "Customer",
    "CustomerInput",
    "DayEnd",
    "DayEndFormat",
    "DayEndRow",
    "Debt",
    "DebtKind",
    "DebtPage",
    "DebtPayment",
    "DebtState",
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
    "EnrolledDevice",
    "Enrolment",
    "EntryKind",
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
    "InitialPassword",
    "Item",
    "ItemImport",
    "ItemInput",
    "ItemPage",
    "ItemTerms",
    "ItemsImported",
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
    "NewSaleLine",
    "NewTender",
    "NewTenderKind",
    "NoMeans",
    "Nozzle",
    "NozzleCheck",
    "NozzleInput",
    "NozzleSettlement",
    "NumbersRestart",
    "NumbersRestarted",
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
    "Pin",
    "PinSignIn",
    "PinUnlock",
    "PingResult",
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
    "QuarantinePage",
    "QuarantinedMessage",
    "Reader",
    "ReaderList",
    "ReaderRegistration",
    "Readiness",
    "ReadinessChecks",
    "ReadinessInfo",
    "Reading",
    "ReadingsFormat",
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
    "ReceiptPage",
    "ReceiptPrint",
    "ReceiptReference",
    "ReceiptSeller",
    "ReceiptSite",
    "ReceiptTender",
    "ReceiptVat",
    "ReceiptVerification",
    "ReceiveStripeWebhookBody",
    "Reconciled",
    "ReconciliationWish",
    "RecoveryCodes",
    "Refund",
    "RefundPage",
    "RefundState",
    "RefundTo",
    "RefundWish",
    "Resolution",
    "Restriction",
    "Revocation",
    "RevokeRequest",
    "Role",
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
    "Site",
    "SiteCheck",
    "SiteInput",
    "SitePage",
    "SitePrices",
    "SoldFuel",
    "StoredSettlement",
    "StoredSettlementPage",
    "Supplier",
    "SupplierInput",
    "Tank",
    "TankList",
    "TankSettlement",
    "TankStatus",
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
    "User",
    "UserChange",
    "UserCreation",
    "UserPage",
    "Vehicle",
    "VehicleTerms",
    "WebhookReceived",
    "ZReport",
)
