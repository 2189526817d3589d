/**
 * Keeps a connection open while an answer that was ended waits for its signature: frameworks that learn of an error behind
 * an answer destroy the socket, which Node would have written to before.
 */
import type { Socket } from "node:net";

type Kept = { answers: number; isUnwanted: boolean };

const kept = new WeakMap<Socket, Kept>();

/** From now on `destroy()` waits. The function that it returns ends that, and destroys what was to be. */
export function keepOpen(socket: Socket): () => void {
  const state = kept.get(socket) ?? watch(socket);
  state.answers += 1;
  return () => {
    state.answers -= 1;
    if (state.answers === 0 && state.isUnwanted) socket.destroy();
  };
}

/** Once for each socket, and for as long as it lives: of several answers in turn none may undo what another put there. */
function watch(socket: Socket): Kept {
  const state: Kept = { answers: 0, isUnwanted: false };
  const destroy = socket.destroy.bind(socket);
  socket.destroy = (error?: Error) => {
    // With an error the connection itself has broken: nobody is there to read.
    if (error !== undefined || state.answers === 0) return destroy(error);
    state.isUnwanted = true;
    return socket;
  };
  kept.set(socket, state);
  return state;
}
