/** Answers an address below /api that nothing serves. */
export function answerUnknown(request: Request): Response {
	const { pathname } = new URL(request.url);
	const problem = {
		type: "urn:lazo:problem:no-such-operation",
		title: "no-such-operation",
		status: 404,
		code: "no-such-operation",
		detail: `There is nothing at ${request.method} ${pathname}. The HTTP API is under /api/v1; /api/docs describes it.`,
	};
	return Response.json(problem, {
		status: 404,
		headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
	});
}
