"""Mutual TLS between services: both sides show a certificate of the same CA."""

from dataclasses import dataclass
from pathlib import Path

import grpc


@dataclass(frozen=True)
class GrpcTls:
    """PEM files. They are read when a server or channel is made."""

    cert_file: str
    key_file: str
    ca_file: str

    def server(self) -> grpc.ServerCredentials:
        key, cert, ca = self._read()
        return grpc.ssl_server_credentials([(key, cert)], root_certificates=ca, require_client_auth=True)

    def client(self) -> grpc.ChannelCredentials:
        key, cert, ca = self._read()
        return grpc.ssl_channel_credentials(root_certificates=ca, private_key=key, certificate_chain=cert)

    def _read(self) -> tuple[bytes, bytes, bytes]:
        return (
            Path(self.key_file).read_bytes(),
            Path(self.cert_file).read_bytes(),
            Path(self.ca_file).read_bytes(),
        )
