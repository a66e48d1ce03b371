import createClient from "openapi-fetch";
import type { components, paths } from "./generated/api";

/** The JSON shapes of api/openapi.yaml, by name. */
export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];
export type ProblemCode = Problem["code"];

/** A failure that the server described, or `unavailable` when it could not be reached. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = "ApiError";
    this.problem = problem;
  }
  get code(): ProblemCode {
    return this.problem.code;
  }
}

export function unreachable(detail = ""): Problem {
  return {
    type: "about:blank",
    title: "Not reachable",
    status: 0,
    code: "unavailable",
    detail,
    requestId: "",
  };
}

export function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "status" in value;
}

/** The typed client; the same origin, so the session cookie travels by itself. */
export function createApi(baseUrl = "/") {
  return createClient<paths>({ baseUrl, credentials: "same-origin" });
}

export type Api = ReturnType<typeof createApi>;

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Turns the client's answer into its data or throws an ApiError. */
export async function unwrap<T>(pending: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await pending;
  } catch (cause) {
    throw new ApiError(unreachable(cause instanceof Error ? cause.message : ""));
  }
  if (answer.response.ok) return answer.data as T;
  if (isProblem(answer.error)) throw new ApiError(answer.error);
  throw new ApiError({ ...unreachable(), status: answer.response.status });
}
