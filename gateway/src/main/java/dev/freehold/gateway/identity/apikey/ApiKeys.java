package dev.freehold.gateway.identity.apikey;

import dev.freehold.contracts.identity.AccessKey;
import dev.freehold.contracts.identity.Authentication;
import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.CallerDirectory;
import dev.freehold.enforcement.identity.jwt.PresentedTokens;
import dev.freehold.gateway.http.OpenAiErrors;
import dev.freehold.gateway.http.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Turns the {@code Authorization} header into a proved caller (RFC 6750, section 2.1); nothing else proves one here. */
@ApplicationScoped
public class ApiKeys {
    private static final System.Logger LOG = System.getLogger(ApiKeys.class.getName());
    private static final String SCHEME = "Bearer ";
    private final CallerDirectory directory;
    private final PresentedTokens tokens;
    private final WrongKeys wrongKeys;

    ApiKeys(CallerDirectory directory, PresentedTokens tokens, WrongKeys wrongKeys) {
        this.directory = directory;
        this.tokens = tokens;
        this.wrongKeys = wrongKeys;
    }

    /**
     * Tells who presents the header.
     *
     * @param authorization every value of the header; two are as good as none, because two readers could take different ones
     * @throws Refusal 401 if nobody is proved, 503 if nobody can tell
     */
    public Caller caller(List<String> authorization) {
        Authentication answer = presented(authorization).map(this::authenticate).orElseGet(Authentication.Unknown::new);
        if (answer instanceof Authentication.Known known) {
            return known.caller();
        }
        if (answer instanceof Authentication.Unavailable unavailable) {
            LOG.log(System.Logger.Level.WARNING, "keys cannot be checked: {0}", unavailable.reason());
            throw new Refusal(OpenAiErrors.registryUnavailable());
        }
        wrongKeys.note();
        throw new Refusal(OpenAiErrors.invalidKey());
    }

    private Authentication authenticate(String presented) {
        if (tokens.recognises(presented)) {
            return tokens.authenticate(presented);
        }
        try {
            return directory.authenticate(AccessKey.of(presented));
        } catch (IllegalArgumentException e) {
            return new Authentication.Unknown();
        }
    }

    private static Optional<String> presented(List<String> authorization) {
        if (authorization.size() != 1 || !authorization.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return Optional.of(authorization.get(0).substring(SCHEME.length()).strip());
    }
}
