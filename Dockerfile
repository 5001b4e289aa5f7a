# One image for all of Lazo's processes; the command chooses: server/main/web.ts, server/worker/main.ts or prisma/migrate.ts.
# Runs without root and with a read-only root file system; /tmp and /app/.next/cache want to be writable.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build
RUN npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
WORKDIR /app
COPY --from=build /app /app
USER node
EXPOSE 3000 3001
CMD ["node", "server/main/web.ts"]
