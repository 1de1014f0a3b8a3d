"""A server that answers as Meilisearch 1.6's documents say, for what the platform uses of it. Indexes are in memory and in
/meili_data. Every task is done by the time of its answer.
"""
import json
import os
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = os.environ.get("MEILI_MASTER_KEY", "")
DATA = os.environ.get("MEILI_DB_PATH", "/meili_data/data.ms")
DUMPS = os.environ.get("MEILI_DUMP_DIR", "/meili_data/dumps")
SNAPSHOTS = os.environ.get("MEILI_SNAPSHOT_DIR", "/meili_data/snapshots")
lock = threading.Lock()


class State:
    def __init__(self):
        self.file = DATA + "/indexes.json"
        self.tasks = []
        self.indexes = {}
        if os.path.exists(self.file):
            with open(self.file) as file:
                self.indexes = json.load(file)
        elif os.environ.get("MEILI_IMPORT_DUMP"):
            with open(os.environ["MEILI_IMPORT_DUMP"]) as file:
                self.indexes = json.load(file)
        elif os.environ.get("MEILI_IMPORT_SNAPSHOT"):
            with open(os.environ["MEILI_IMPORT_SNAPSHOT"]) as file:
                self.indexes = json.load(file)
        self.save(self.file)

    def save(self, path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path + ".new", "w") as file:
            json.dump(self.indexes, file)
        os.replace(path + ".new", path)

    def task(self, kind, index=None, **details):
        self.save(self.file)
        task = {"uid": len(self.tasks), "indexUid": index, "status": "succeeded", "type": kind, "details": details}
        self.tasks.append(task)
        return 202, {"taskUid": task["uid"], "indexUid": index, "status": "enqueued", "type": kind}

    def dump(self):
        name = "dump-%d" % len(self.tasks)
        self.save("%s/%s.dump" % (DUMPS, name))
        return self.task("dumpCreation", dumpUid=name)

    def snapshot(self):
        self.save(SNAPSHOTS + "/data.ms.snapshot")
        return self.task("snapshotCreation")

    def search(self, index, query):
        documents = self.indexes[index].values()
        hits = [one for one in documents if query.lower() in json.dumps(one).lower()]
        return {"indexUid": index, "hits": hits, "query": query, "estimatedTotalHits": len(hits)}


state = State()


def answer(method, path, body):
    """The status and the content of an answer."""
    documents = re.fullmatch(r"/indexes/([\w-]+)/documents", path)
    search = re.fullmatch(r"/indexes/([\w-]+)/search", path)
    stats = re.fullmatch(r"/indexes/([\w-]+)/stats", path)
    task = re.fullmatch(r"/tasks/(\d+)", path)
    if (method, path) == ("GET", "/version"):
        return 200, {"pkgVersion": "1.6.2"}
    if (method, path) == ("GET", "/indexes"):
        return 200, {"results": [{"uid": name} for name in state.indexes], "total": len(state.indexes)}
    if (method, path) == ("POST", "/indexes"):
        state.indexes.setdefault(body["uid"], {})
        return state.task("indexCreation", body["uid"])
    if method == "POST" and documents:
        index = state.indexes.setdefault(documents[1], {})
        index.update({str(one["id"]): one for one in body})
        return state.task("documentAdditionOrUpdate", documents[1], receivedDocuments=len(body))
    if (method, path) == ("POST", "/multi-search"):
        missing = [one["indexUid"] for one in body["queries"] if one["indexUid"] not in state.indexes]
        if missing:
            return 404, {"code": "index_not_found", "message": "Index `%s` not found." % missing[0]}
        return 200, {"results": [state.search(one["indexUid"], one.get("q", "")) for one in body["queries"]]}
    if method == "POST" and search and search[1] in state.indexes:
        return 200, state.search(search[1], body.get("q", ""))
    if method == "GET" and stats and stats[1] in state.indexes:
        return 200, {"numberOfDocuments": len(state.indexes[stats[1]]), "isIndexing": False}
    if (method, path) == ("GET", "/stats"):
        return 200, {"indexes": {name: {"numberOfDocuments": len(one)} for name, one in state.indexes.items()}}
    if (method, path) == ("POST", "/dumps"):
        return state.dump()
    if (method, path) == ("POST", "/snapshots"):
        return state.snapshot()
    if method == "GET" and task and int(task[1]) < len(state.tasks):
        return 200, state.tasks[int(task[1])]
    return 404, {"code": "not_found", "message": "%s %s is nothing that this server has" % (method, path)}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def respond(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path.partition("?")[0]
        if path == "/health":
            return self.send(200, {"status": "available"})
        if KEY and self.headers.get("Authorization") != "Bearer " + KEY:
            code = "invalid_api_key" if self.headers.get("Authorization") else "missing_authorization_header"
            return self.send(403 if self.headers.get("Authorization") else 401, {"code": code})
        if path == "/metrics":
            return self.metrics()
        with lock:
            self.send(*answer(self.command, path, json.loads(body) if body else None))

    def metrics(self):
        if not (os.environ.get("MEILI_EXPERIMENTAL_ENABLE_METRICS") or "--experimental-enable-metrics" in os.sys.argv):
            return self.send(400, {"code": "feature_not_enabled"})
        lines = ["meilisearch_index_docs_count{index=\"%s\"} %d\n" % (name, len(one)) for name, one in state.indexes.items()]
        self.send(200, "".join(lines) + "meilisearch_index_count %d\n" % len(state.indexes))

    do_GET = do_POST = respond

    def send(self, status, content):
        text = content if isinstance(content, str) else json.dumps(content)
        self.send_response(status)
        self.send_header("Content-Type", "text/plain" if isinstance(content, str) else "application/json")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())


host, _, port = os.environ.get("MEILI_HTTP_ADDR", "0.0.0.0:7700").rpartition(":")
ThreadingHTTPServer((host, int(port)), Handler).serve_forever()
