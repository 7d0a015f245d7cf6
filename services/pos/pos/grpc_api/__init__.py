"""The gRPC door: one servicer for each area, and the rules of who may."""

from collections.abc import Sequence

from motorway.pos.v1 import (
    accounts_pb2_grpc,
    catalogue_pb2_grpc,
    offline_pb2_grpc,
    personal_data_pb2_grpc,
    photos_pb2_grpc,
    pos_pb2_grpc,
    prices_pb2_grpc,
    pumps_pb2_grpc,
    receipts_pb2_grpc,
    sales_pb2_grpc,
    settlement_pb2_grpc,
    shifts_pb2_grpc,
)
from motorway_kit.grpc_server import AddServicer

from pos.grpc_api import (
    accounts,
    catalogue,
    offline,
    personal_data,
    photos,
    prices,
    pumps,
    receipts,
    sales,
    settlement,
    shifts,
    sites,
)
from pos.parts import Pos

RULES = {
    **sites.RULES,
    **accounts.RULES,
    **prices.RULES,
    **pumps.RULES,
    **sales.RULES,
    **shifts.RULES,
    **settlement.RULES,
    **catalogue.RULES,
    **receipts.RULES,
    **photos.RULES,
    **offline.RULES,
    **personal_data.RULES,
}


def servicers(parts: Pos) -> Sequence[tuple[AddServicer, object]]:
    return [
        (pos_pb2_grpc.add_PosServiceServicer_to_server, sites.PosServicer(parts.db)),
        (accounts_pb2_grpc.add_AccountsServiceServicer_to_server, accounts.AccountsServicer(parts)),
        (prices_pb2_grpc.add_PricesServiceServicer_to_server, prices.PricesServicer(parts)),
        (pumps_pb2_grpc.add_PumpsServiceServicer_to_server, pumps.PumpsServicer(parts)),
        (sales_pb2_grpc.add_SalesServiceServicer_to_server, sales.SalesServicer(parts)),
        (shifts_pb2_grpc.add_ShiftsServiceServicer_to_server, shifts.ShiftsServicer(parts)),
        (settlement_pb2_grpc.add_SettlementServiceServicer_to_server, settlement.SettlementServicer(parts)),
        (catalogue_pb2_grpc.add_CatalogueServiceServicer_to_server, catalogue.CatalogueServicer(parts)),
        (receipts_pb2_grpc.add_ReceiptsServiceServicer_to_server, receipts.ReceiptsServicer(parts)),
        (photos_pb2_grpc.add_PhotosServiceServicer_to_server, photos.PhotosServicer(parts)),
        (offline_pb2_grpc.add_OfflineServiceServicer_to_server, offline.OfflineServicer(parts)),
        (personal_data_pb2_grpc.add_PersonalDataServiceServicer_to_server, personal_data.PersonalDataServicer(parts)),
    ]
