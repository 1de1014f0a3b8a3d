"""Large objects of OSS, written or copied in parts. An object is there once it is complete, and not before."""
import hashlib
import os
import uuid

import boot
import oss

# OSS takes 10,000 parts: 312 GiB with this size.
PART = int(os.environ.get("AINAV_PART_BYTES", 32 << 20))
MARK = "x-oss-meta-upload"


class Upload:
    """A `with` block that writes one object. Whatever ends the block before `complete` removes what was written.

    `encryption` has the headers that say how OSS encrypts it. `size` and `sha256` are those of the bytes so far.
    """

    def __init__(self, bucket, key, encryption):
        self.bucket, self.key = bucket, key
        self.mark = uuid.uuid4().hex
        self.headers = dict(encryption, **{MARK: self.mark})
        self.parts, self.buffer, self.size, self.hash = [], bytearray(), 0, hashlib.sha256()
        self.done = False

    def __enter__(self):
        body = self.bucket.call("POST", self.key, {"uploads": ""}, self.headers)[1]
        self.upload = oss.field(body.decode(), "UploadId")
        return self

    def __exit__(self, kind, *_):
        if not self.done:
            abort(self.bucket, self.key, self.upload)

    @property
    def sha256(self):
        return self.hash.hexdigest()

    def write(self, data):
        self.hash.update(data)
        self.size += len(data)
        self.buffer += data
        while len(self.buffer) >= PART:
            self.send(bytes(self.buffer[:PART]))
            del self.buffer[:PART]

    def send(self, part):
        query = {"partNumber": str(len(self.parts) + 1), "uploadId": self.upload}
        self.parts.append(self.bucket.call("PUT", self.key, query, body=part)[0]["ETag"])

    def copy(self, source, first, last, version=""):
        """Adds a part that OSS copies: the bytes from `first` to `last` of another object, `bucket/key`."""
        query = {"partNumber": str(len(self.parts) + 1), "uploadId": self.upload}
        headers = dict(copied_from(source, version), **{"x-oss-copy-source-range": "bytes={}-{}".format(first, last)})
        body = self.bucket.call("PUT", self.key, query, headers)[1]
        self.parts.append(oss.field(body.decode(), "ETag"))
        self.size += last - first + 1

    def complete(self):
        """Makes the object of its parts. Returns its headers. @raises boot.Failure when it is not what was written"""
        if self.buffer or not self.parts:
            self.send(bytes(self.buffer))
        entries = "".join(
            "<Part><PartNumber>{}</PartNumber><ETag>{}</ETag></Part>".format(number, tag)
            for number, tag in enumerate(self.parts, 1)
        )
        body = "<CompleteMultipartUpload>{}</CompleteMultipartUpload>".format(entries).encode()
        headers, failed = {"x-oss-forbid-overwrite": "true"}, None
        try:
            self.bucket.call("POST", self.key, {"uploadId": self.upload}, headers, body)
        except boot.Failure as failure:
            failed = failure
        # OSS may have completed the object although the answer was lost. The mark says whose it is.
        try:
            found = self.bucket.head(self.key)
        except boot.Failure as missing:
            raise failed or missing
        if found[MARK] != self.mark:
            raise failed or boot.Failure("{}/{}: another object has the name".format(self.bucket.name, self.key))
        self.done = True
        if int(found["Content-Length"]) != self.size:
            text = "{}/{}: has {} bytes, and {} were sent"
            raise boot.Failure(text.format(self.bucket.name, self.key, found["Content-Length"], self.size))
        return found


def copied_from(source, version=""):
    """The header that names the object to copy, `bucket/key`, and its version if it is not the current one."""
    return {"x-oss-copy-source": "/" + boot.percent(source, safe="/") + ("?versionId=" + version if version else "")}


def abort(bucket, key, upload):
    """Removes the parts of an upload. One that is gone already is no error, and none hides the one that led here."""
    try:
        bucket.call("DELETE", key, {"uploadId": upload})
    except boot.Failure as failure:
        if failure.status != 404:
            boot.log("{}; the next run removes the upload, or the bucket's lifecycle".format(failure))


def abort_left_over(bucket, prefix):
    """Removes the parts that runs have left below a prefix which were killed. Not while another one may be running."""
    query = {"uploads": "", "prefix": prefix}
    marks = {"NextKeyMarker": "key-marker", "NextUploadIdMarker": "upload-id-marker"}
    for entry in list(bucket.pages(query, "Upload", marks)):
        boot.log("removing an upload of {} that was not completed".format(oss.field(entry, "Key")))
        abort(bucket, oss.field(entry, "Key"), oss.field(entry, "UploadId"))


def copy(bucket, key, source, size, encryption, version=""):
    """Has OSS copy an object, `bucket/key` with `size` bytes. Returns the copy's version, or an empty text."""
    if size <= oss.COPY_LIMIT:
        headers = dict(encryption, **copied_from(source, version))
        return bucket.call("PUT", key, headers=headers)[0].get("x-oss-version-id", "")
    with Upload(bucket, key, encryption) as upload:
        for first in range(0, size, oss.COPY_LIMIT):
            upload.copy(source, first, min(first + oss.COPY_LIMIT, size) - 1, version)
        return upload.complete().get("x-oss-version-id", "")
