package dev.freehold.enforcement.http;

import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemType;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers a request that the HTTP layer itself refused, such as 404, 405 or 415, under its own status. */
@Provider
public class RefusedRequestMapper implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException exception) {
        Response original = exception.getResponse();
        if (original.hasEntity() || original.getStatus() < 400) {
            return original;
        }
        Response.StatusType status = original.getStatusInfo();
        Response problem = ProblemAnswers.of(Problem.of(type(status), status.getReasonPhrase() + "."));
        Object allow = original.getHeaders().getFirst(HttpHeaders.ALLOW);
        return allow == null
                ? problem
                : Response.fromResponse(problem)
                        .header(HttpHeaders.ALLOW, allow)
                        .build();
    }

    private static ProblemType type(Response.StatusType status) {
        return switch (status.getStatusCode()) {
            case 404 -> new ProblemType("NOT_FOUND", 404, "There is nothing here", "Check the path.");
            case 405 ->
                new ProblemType(
                        "METHOD_NOT_ALLOWED",
                        405,
                        "This path does not take that method",
                        "Use a method that Allow names.");
            case 406 ->
                new ProblemType(
                        "NOT_ACCEPTABLE", 406, "No answer in an accepted media type", "Accept application/json.");
            case 415 ->
                new ProblemType(
                        "UNSUPPORTED_MEDIA_TYPE", 415, "The body's media type is not taken", "Send application/json.");
            default ->
                new ProblemType(
                        "HTTP_" + status.getStatusCode(),
                        status.getStatusCode(),
                        "The request was refused",
                        "Correct the request and send it again.");
        };
    }
}
