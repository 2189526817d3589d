/** The library of schemas and nothing made with it: evaluated in a task of its own, where many need it next. */
import { z } from "zod";

export const NOTHING = z.never();
