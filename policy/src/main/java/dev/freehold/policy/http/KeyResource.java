package dev.freehold.policy.http;

import dev.freehold.policy.signing.Signer;
import dev.freehold.policy.signing.SigningKeyFile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** The public key that verifies the bundles of this service. */
@Path("/api/policy")
public class KeyResource {
    private final Signer signer;

    KeyResource(Signer signer) {
        this.signer = signer;
    }

    /** As a JSON Web Key Set (RFC 7517). */
    @GET
    @Path("keys")
    public Response keys() {
        return Documents.json(signer.get().keySet());
    }

    @GET
    @Path("keys.pem")
    public Response pem() {
        return Response.ok(SigningKeyFile.pem(signer.get().publicKey()))
                .type("application/x-pem-file")
                .build();
    }
}
