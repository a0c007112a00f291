package dev.freehold.enforcement.http;

import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.enforcement.identity.internal.InternalTokens;
import dev.freehold.enforcement.identity.internal.ServiceName;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Refuses, where people come in, whatever carries the header in which services prove themselves to each other. */
@Provider
@PreMatching
@Priority(0)
public class SmuggledIdentityFilter implements ContainerRequestFilter {
    public static final ProblemType INTERNAL_HEADER = new ProblemType(
            "INTERNAL_HEADER",
            400,
            "A header is for services of this house alone",
            "Send the request without the header freehold-identity.");

    private final ServiceName self;

    @Inject
    public SmuggledIdentityFilter(ServiceName self) {
        this.self = self;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (self.facesPeople() && request.getHeaders().containsKey(InternalTokens.HEADER)) {
            request.abortWith(ProblemAnswers.of(
                    Problem.of(INTERNAL_HEADER, "The request carries the header freehold-identity.")));
        }
    }
}
