package dev.freehold.console.session.oidc;

import dev.freehold.contracts.identity.AccessKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sign-ins under way, each kept whole by its own browser in a sealed cookie (AES-256-GCM): nothing is kept here, so that
 * strangers who begin and never come back cost nothing.
 *
 * <p>Each ten minutes have a key of their own, since a key seals a bounded number of random nonces well (NIST SP 800-38D,
 * section 8.3). The keys come from a secret of this process: a restart ends every attempt.
 */
final class SignInAttempts {
    static final Duration LIFE = Duration.ofMinutes(10);
    private static final int TEXT_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int HEAD_BYTES = Long.BYTES + NONCE_BYTES;
    private static final int BODY_BYTES = Long.BYTES + 3 * TEXT_BYTES;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec secret = new SecretKeySpec(bytes(32), "HmacSHA256");
    private final Clock clock;

    SignInAttempts(Clock clock) {
        this.clock = clock;
    }

    /** An attempt, and what its browser keeps. */
    record Begun(AccessKey cookie, SignInAttempt attempt) {}

    Begun begin() {
        Instant now = clock.instant();
        byte[] state = bytes(TEXT_BYTES);
        byte[] nonce = bytes(TEXT_BYTES);
        byte[] verifier = bytes(TEXT_BYTES);
        long end = now.plus(LIFE).toEpochMilli();
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .putLong(end)
                .put(state)
                .put(nonce)
                .put(verifier)
                .array();
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .putLong(period(now))
                .put(bytes(NONCE_BYTES))
                .array();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, head).doFinal(body);
            byte[] cookie = ByteBuffer.allocate(head.length + sealed.length)
                    .put(head)
                    .put(sealed)
                    .array();
            return new Begun(
                    AccessKey.of(text(cookie)),
                    new SignInAttempt(text(state), text(nonce), text(verifier), Instant.ofEpochMilli(end)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    /** The attempt that a browser kept; empty if it is not one of ours, was altered, or is too old. */
    Optional<SignInAttempt> open(AccessKey cookie) {
        try {
            byte[] presented = Base64.getUrlDecoder().decode(cookie.reveal());
            if (presented.length != HEAD_BYTES + BODY_BYTES + TAG_BYTES) {
                return Optional.empty();
            }
            byte[] head = Arrays.copyOf(presented, HEAD_BYTES);
            ByteBuffer body = ByteBuffer.wrap(
                    cipher(Cipher.DECRYPT_MODE, head).doFinal(presented, HEAD_BYTES, presented.length - HEAD_BYTES));
            Instant end = Instant.ofEpochMilli(body.getLong());
            SignInAttempt attempt = new SignInAttempt(text(body), text(body), text(body), end);
            return Optional.of(attempt).filter(known -> !known.end().isBefore(clock.instant()));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** The period and the nonce are in clear, and sealed with the rest. */
    private Cipher cipher(int mode, byte[] head) throws GeneralSecurityException {
        Mac derivation = Mac.getInstance("HmacSHA256");
        derivation.init(secret);
        derivation.update(head, 0, Long.BYTES);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(derivation.doFinal(), "AES"),
                new GCMParameterSpec(TAG_BYTES * Byte.SIZE, head, Long.BYTES, NONCE_BYTES));
        cipher.updateAAD(head);
        return cipher;
    }

    private static long period(Instant now) {
        return now.getEpochSecond() / LIFE.toSeconds();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(ByteBuffer from) {
        byte[] bytes = new byte[TEXT_BYTES];
        from.get(bytes);
        return text(bytes);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
