package dev.freehold.enforcement.http;

import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;

/** Answers a request that met a bug or broken machinery: 500 with an error id, and the rest in the log. */
@Provider
public class UnexpectedMapper implements ExceptionMapper<Throwable> {
    public static final ProblemType INTERNAL = new ProblemType(
            "INTERNAL", 500, "Something went wrong on our side", "Report the error id to whoever runs this platform.");

    private static final System.Logger LOG = System.getLogger(UnexpectedMapper.class.getName());

    @Override
    public Response toResponse(Throwable exception) {
        String id = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, "error " + id, exception);
        return ProblemAnswers.of(Problem.of(INTERNAL, "Error id " + id + "."));
    }
}
