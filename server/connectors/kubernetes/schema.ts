import { z } from "zod";

/** RFC 1123 label: namespaces and containers. */
export const labelName = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, "not an RFC 1123 label");

/** RFC 1123 subdomain: workloads and pods. Parts between dots are checked, so ".." never passes. */
export const subdomainName = z
	.string()
	.max(253, "not an RFC 1123 subdomain")
	.regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, "not an RFC 1123 subdomain");

/** A reference to a container image: registry, repository, tag, digest. */
export const imageName = z
	.string()
	.max(500)
	.regex(/^[a-z0-9][\w.-]*(:\d{1,5})?(\/[\w.-]+)*(:[\w.-]{1,128})?(@sha256:[0-9a-f]{64})?$/, "not an image reference");
