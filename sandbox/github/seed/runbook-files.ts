/** The services that keep a cache in front of their database. */
const cached = ["catalog-api", "cart", "checkout"];

/** The workflows that a service's people start by hand when it is in trouble, by path. */
export function runbookFiles(service: string): Record<string, string> {
	return {
		...(cached.includes(service) && { ".github/workflows/flush-cache.yml": flushCache }),
		...(service === "search" && { ".github/workflows/reindex-search.yml": reindexSearch }),
	};
}

const environment = `environment:
        description: Where to
        type: choice
        options: [development, staging, production]
        required: true
      reason:
        description: Why, for the log
        type: string
        required: false`;

const flushCache = `name: flush-cache
on:
  workflow_dispatch:
    inputs:
      ${environment}
      scope:
        description: Which keys to drop; they are read again from the database
        type: choice
        options: [prices, carts, sessions]
        default: prices
      dry-run:
        description: Count the keys, drop none
        type: boolean
        default: false
jobs:
  flush:
    name: flush
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Look at the cache
        run: scripts/cache stats --environment \${{ inputs.environment }}
      - name: Drop the keys
        run: scripts/cache flush --environment \${{ inputs.environment }} --scope \${{ inputs.scope }} --dry-run=\${{ inputs.dry-run }}
`;

const reindexSearch = `name: reindex-search
on:
  workflow_dispatch:
    inputs:
      ${environment}
      index:
        description: Which index to build anew, beside the one that answers
        type: choice
        options: [products, brands, suggestions]
        required: true
      batch-size:
        description: Documents per request; fewer are slower and gentler
        type: number
        default: 500
jobs:
  reindex:
    name: reindex
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Build the new index
        run: scripts/reindex --environment \${{ inputs.environment }} --index \${{ inputs.index }} --batch-size \${{ inputs.batch-size }}
      - name: Point the alias at it
        run: scripts/reindex swap --environment \${{ inputs.environment }} --index \${{ inputs.index }}
`;
