export interface Upload {
  headers: Headers
  body: FormData
  signal?: AbortSignal
  /** Bytes of the body that are under way. */
  onSent(sent: number, total: number): void
}

/** What fetch does, and tells how far the body is, which fetch cannot. Rejects as fetch does. */
export function sendWithProgress(method: string, address: string, upload: Upload): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    request.open(method, address)
    upload.headers.forEach((value, name) => request.setRequestHeader(name, value))
    request.upload.onprogress = (event) => upload.onSent(event.loaded, event.total)
    request.onload = () => resolve(responseOf(request))
    request.onerror = () => reject(new TypeError('The request failed.'))
    request.onabort = () => reject(new DOMException('The upload was given up.', 'AbortError'))
    request.onloadend = () => upload.signal?.removeEventListener('abort', abort)
    upload.signal?.addEventListener('abort', abort)
    if (upload.signal?.aborted) reject(new DOMException('The upload was given up.', 'AbortError'))
    else request.send(upload.body)
  })
}

function responseOf(request: XMLHttpRequest): Response {
  const hasBody = request.status !== 204 && request.status !== 304
  return new Response(hasBody ? request.responseText : null, {
    status: request.status,
    statusText: request.statusText,
    headers: { 'content-type': request.getResponseHeader('content-type') ?? '' },
  })
}
