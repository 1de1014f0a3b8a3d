"""A FastAPI application that does what infrastructure sees of content-api and search-api."""
import os

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, Counter, generate_latest

from app import connections

app = FastAPI()
requests = Counter("http_requests_total", "Requests that were answered.", ["status"])


@app.middleware("http")
async def count(request: Request, call_next):
    response = await call_next(request)
    requests.labels(status=str(response.status_code)).inc()
    return response


@app.get("/api/health")
def health():
    """Whether the service works. Whoever asks would replace it, and the new one would have the same database."""
    return {"status": "ok"}


@app.get("/api/reach")
def reach():
    """Whether the service reaches what it needs."""
    results = connections.answers()
    well = all(result == "ok" for result in results.values())
    return JSONResponse(results, 200 if well else 503)


@app.get("/metrics")
def metrics():
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


@app.get("/api/content/version")
@app.get("/api/search/version")
def version():
    return {"version": os.environ.get("VERSION", "development")}


@app.get("/api/content/tools")
def tools():
    with connections.database() as connection:
        return [title for (title,) in connection.execute("SELECT title FROM tools ORDER BY title")]


@app.put("/api/content/uploads/{name}")
async def upload(name: str, request: Request):
    content = await request.body()
    objects = connections.objects()
    bucket = os.environ["UPLOADS_BUCKET"]
    if bucket not in [one["Name"] for one in objects.list_buckets()["Buckets"]]:
        objects.create_bucket(Bucket=bucket)
    objects.put_object(Bucket=bucket, Key=name, Body=content)
    return {"bytes": len(objects.get_object(Bucket=bucket, Key=name)["Body"].read())}


@app.get("/api/search")
def search(q: str = ""):
    return connections.search(q)
