"""What is different for pictures that are uploaded: how large they may be."""

import re

PATH = re.compile(r"/api/v1/sales/[^/]+/photos")
MAX_BODY_KIB = 2048
