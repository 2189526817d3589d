import { makeApp } from "#lib/server/http/app.ts";
import { webContext } from "#lib/server/http/web-context.ts";

export const dynamic = "force-dynamic";

const app = makeApp(webContext);

/** The same routes that main.ts serves before Next, for hosting where Next is the whole server. */
const handle = (request: Request) => app.fetch(request);

export { handle as DELETE, handle as GET, handle as HEAD, handle as OPTIONS, handle as POST, handle as PUT };
