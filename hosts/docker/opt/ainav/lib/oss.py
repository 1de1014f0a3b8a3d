"""Objects of an OSS bucket: read in pieces, written, listed and copied, with the keys of the host's role."""
import base64
import hashlib
import http.client
import os
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from html import unescape

import boot
import host

BLOCK = 1 << 20
KEYS_SECONDS = 600  # The role's keys are valid for hours. This long they are not asked for again.
NOT_RECEIVED = ("InvalidDigest", "RequestTimeout")  # OSS got other bytes than were sent, or not all of them
# OSS copies larger objects in parts only.
COPY_LIMIT = int(os.environ.get("AINAV_COPY_BYTES", 1 << 30))


class Bucket:
    """A bucket in the host's region. Each call tries again, as `boot.retry` does, where that may help."""

    def __init__(self, name):
        self.name, self.region = name, host.settings()["region"]
        place = os.environ.get("AINAV_OSS_URL", "https://{bucket}.oss-{region}-internal.aliyuncs.com")
        self.url = place.format(bucket=name, region=self.region)
        self.keys, self.keys_until = None, 0

    def send(self, method, key="", query=None, headers=(), body=None):
        """One attempt. Returns the response, whose body the caller reads. @raises boot.Failure"""
        if time.monotonic() >= self.keys_until:
            self.keys, self.keys_until = boot.credentials(), time.monotonic() + KEYS_SECONDS
        headers = dict(headers)
        if method in ("PUT", "POST"):
            body = body or b""
            headers["Content-Type"] = "application/octet-stream"
        if body:
            headers["Content-MD5"] = base64.b64encode(hashlib.md5(body).digest()).decode()
        query = query or {}
        signed = boot.sign_oss(method, self.name, key, self.region, self.keys, time.time(), headers, query)
        request = urllib.request.Request(self.address(key, query), data=body, headers=signed, method=method)
        try:
            return boot.OPENER.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            failure = boot.refusal(error)
            failure.again = failure.again or failure.code in NOT_RECEIVED
            if failure.status == 403:
                self.keys_until = 0
            raise failure from None
        except (OSError, http.client.HTTPException) as error:
            raise boot.Failure(str(error), again=True) from None

    def address(self, key, query):
        pairs = [boot.percent(name) + ("=" + boot.percent(value) if value else "") for name, value in query.items()]
        return self.url + "/" + boot.percent(key, safe="/") + ("?" + "&".join(pairs) if pairs else "")

    def call(self, method, key="", query=None, headers=(), body=None):
        """The headers and the body of an answer. @raises boot.Failure that names bucket and key"""

        def attempt():
            try:
                with self.send(method, key, query, headers, body) as response:
                    return response.headers, response.read()
            except (OSError, http.client.HTTPException) as error:
                raise boot.Failure(str(error), again=True) from None

        return boot.retry("{} {}/{}".format(method, self.name, key), attempt)

    def head(self, key):
        """The headers of an object. @raises boot.Failure with status 404 when there is none"""
        return self.call("HEAD", key)[0]

    def get(self, key):
        """A small object's bytes."""
        return self.call("GET", key)[1]

    def put(self, key, body, headers=()):
        """Writes a small object that is never replaced. @raises boot.Failure when another one is under the key"""
        try:
            self.call("PUT", key, headers=dict(headers, **{"x-oss-forbid-overwrite": "true"}), body=body)
        except boot.Failure as failure:
            # An attempt whose answer was lost may have written it.
            if failure.code != "FileAlreadyExists" or self.get(key) != body:
                raise

    def chunks(self, key, version=""):
        """An object's bytes in blocks of at most 1 MiB. A connection that breaks is resumed where it broke."""
        offset, total, tag, failures = 0, None, None, 0
        query = {"versionId": version} if version else {}
        while total is None or offset < total:
            headers = {"Range": "bytes={}-".format(offset), "If-Match": tag} if offset else {}
            try:
                with self.send("GET", key, query, headers) as response:
                    total, tag = offset + int(response.headers["Content-Length"]), response.headers["ETag"]
                    while offset < total:
                        block = response.read(min(BLOCK, total - offset))
                        if not block:
                            raise boot.Failure("broke off after {} of {} bytes".format(offset, total), again=True)
                        offset, failures = offset + len(block), 0
                        yield block
            except (OSError, http.client.HTTPException) as error:
                failures = self.again(key, boot.Failure(str(error), again=True), failures)
            except boot.Failure as failure:
                failures = self.again(key, failure, failures)

    def again(self, key, failure, failures):
        """Waits before the next attempt. @raises boot.Failure when it would be one too many, or is of no use"""
        if not failure.again or failures + 1 >= boot.ATTEMPTS:
            reason = "GET {}/{}: {}".format(self.name, key, failure)
            raise boot.Failure(reason, status=failure.status, code=failure.code) from None
        boot.log("GET {}/{}: {}; trying again".format(self.name, key, failure))
        time.sleep(min(boot.FIRST_DELAY_SECONDS * 2 ** failures, 32))
        return failures + 1

    def pages(self, query, item, marks):
        """Every <`item`> of a listing, as XML. `marks` says which tag has which parameter of the next page."""
        query = dict(query, **{"encoding-type": "url"})
        while True:
            text = self.call("GET", query=query)[1].decode()
            for found in re.findall("<{0}>(.*?)</{0}>".format(item), text, re.DOTALL):
                yield found
            if field(text, "IsTruncated") != "true":
                return
            query.update((name, field(text, tag)) for tag, name in marks.items())

    def objects(self, prefix):
        """Every object below a prefix: key, size in bytes, ETag."""
        query = {"list-type": "2", "prefix": prefix, "max-keys": "1000"}
        for entry in self.pages(query, "Contents", {"NextContinuationToken": "continuation-token"}):
            yield field(entry, "Key"), int(field(entry, "Size")), field(entry, "ETag").strip('"')


def field(xml, tag):
    """The text of the first element with a tag, decoded, or an empty text."""
    found = re.search("<{0}>([^<]*)</{0}>".format(tag), xml)
    return urllib.parse.unquote(unescape(found.group(1))) if found else ""
