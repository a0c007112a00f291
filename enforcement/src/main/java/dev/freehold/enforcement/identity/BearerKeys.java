package dev.freehold.enforcement.identity;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;
import dev.freehold.enforcement.identity.jwt.PresentedTokens;
import org.jspecify.annotations.Nullable;

/** Turns an {@code Authorization} header into a proved caller (RFC 6750, section 2.1). */
public final class BearerKeys {
    public static final ProblemType AUTHENTICATION_REQUIRED = new ProblemType(
            "AUTHENTICATION_REQUIRED",
            401,
            "A key is required",
            "Send your key in the header: Authorization: Bearer <key>.");
    public static final ProblemType INVALID_KEY = new ProblemType(
            "INVALID_KEY", 401, "The key is not valid", "Use a key that was issued to you and was not withdrawn.");
    public static final ProblemType IDENTITY_UNAVAILABLE = new ProblemType(
            "IDENTITY_UNAVAILABLE",
            503,
            "Keys cannot be checked at present",
            "Try again in a moment; if it lasts, look at the registry's readiness.");

    private static final String SCHEME = "Bearer ";
    private final CallerDirectory directory;
    private final PresentedTokens tokens;

    public BearerKeys(CallerDirectory directory) {
        this(directory, PresentedTokens.none());
    }

    /**
     * @param tokens bearers that are no keys of this house
     */
    public BearerKeys(CallerDirectory directory, PresentedTokens tokens) {
        this.directory = directory;
        this.tokens = tokens;
    }

    /**
     * Tells who presents the header.
     *
     * @throws ProblemException {@link #AUTHENTICATION_REQUIRED}, {@link #INVALID_KEY} or {@link #IDENTITY_UNAVAILABLE}
     */
    public Caller caller(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new ProblemException(AUTHENTICATION_REQUIRED, "The request carries no bearer key.");
        }
        String presented = authorization.substring(SCHEME.length()).strip();
        Authentication answer =
                tokens.recognises(presented) ? tokens.authenticate(presented) : directory.authenticate(key(presented));
        if (answer instanceof Authentication.Known known) {
            return known.caller();
        }
        if (answer instanceof Authentication.Unavailable unavailable) {
            throw new ProblemException(IDENTITY_UNAVAILABLE, unavailable.reason());
        }
        throw new ProblemException(INVALID_KEY, "The key is unknown or was withdrawn.");
    }

    private static AccessKey key(String text) {
        try {
            return AccessKey.of(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(INVALID_KEY, "The key is malformed: " + e.getMessage() + ".");
        }
    }
}
