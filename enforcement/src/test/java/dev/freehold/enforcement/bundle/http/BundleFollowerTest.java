package dev.freehold.enforcement.bundle.http;

import static dev.freehold.enforcement.bundle.Signing.ACME;
import static dev.freehold.enforcement.bundle.Signing.release;
import static dev.freehold.enforcement.bundle.Signing.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.model.Digest;
import dev.freehold.enforcement.bundle.BundleAdmission;
import dev.freehold.enforcement.bundle.BundleRefusedException;
import dev.freehold.enforcement.bundle.BundleRefusedException.Why;
import dev.freehold.enforcement.bundle.Signing;
import dev.freehold.enforcement.bundle.http.PublishingServer.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFollowerTest {
    private static final KeyPair PAIR = Signing.pair();
    private static final Duration MAX_AGE = Duration.ofMinutes(10);

    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(later.get());
    private final Set<Digest> broken = ConcurrentHashMap.newKeySet();
    private final BundleAdmission admission = bundle -> {
        if (broken.contains(bundle.digest())) {
            throw new BundleRefusedException(Why.CANNOT_DECIDE, "it does not compile");
        }
    };

    @TempDir
    Path folder;

    private PublishingServer server;
    private BundleFollower follower;

    @BeforeEach
    void serve() throws IOException {
        server = new PublishingServer();
        server.publish(signed(release(5, "five"), PAIR));
    }

    @AfterEach
    void close() {
        if (follower != null) {
            follower.close();
        }
        server.close();
    }

    private void follow() throws Exception {
        BundleSettings settings = new BundleSettings(
                ACME,
                server.address(),
                Signing.trusting(folder, PAIR.getPublic()),
                folder.resolve("kept"),
                MAX_AGE,
                Duration.ofSeconds(1),
                Duration.ofMillis(100));
        follower = new BundleFollower(settings, clock);
        follower.start(admission);
    }

    private void restart() throws Exception {
        follower.close();
        follow();
    }

    private static void eventually(BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + 15_000_000_000L;
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    private void isInForce(long number) throws InterruptedException {
        eventually(() -> follower.number() == number);
        assertThat(follower.current(ACME)).isNotNull();
    }

    private void refusedAs(Why why) throws InterruptedException {
        eventually(() -> follower.trouble().orElse("").contains(why.name()));
        assertThat(follower.number()).isEqualTo(5);
        assertThat(follower.current(ACME).digest())
                .isEqualTo(release(5, "five").bundle().digest());
    }

    private void nobodyIsDecidedFor(String because) {
        assertThatThrownBy(() -> follower.current(ACME))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(because);
    }

    @Test
    void a_release_is_in_force_once_it_was_had_and_the_next_one_at_once_after_it_is_published() throws Exception {
        follow();
        isInForce(5);
        server.publish(signed(release(6, "six"), PAIR));
        isInForce(6);
        assertThat(follower.current(ACME).digest())
                .isEqualTo(release(6, "six").bundle().digest());
        assertThat(server.preferences()).isNotEmpty().allMatch(it -> it.equals("modes=snapshot;wait=1"));
    }

    @Test
    void a_server_that_holds_requests_back_is_not_asked_in_a_hurry() throws Exception {
        follow();
        isInForce(5);
        int before = server.answered();
        Thread.sleep(2500);
        assertThat(server.answered() - before).isBetween(1, 4);
    }

    @Test
    void a_server_that_names_no_version_is_asked_with_pauses() throws Exception {
        server.fail(Fault.NAMES_NOTHING);
        follow();
        isInForce(5);
        int before = server.answered();
        Thread.sleep(1000);
        assertThat(server.answered() - before).isBetween(3, 12);
    }

    @Test
    void a_release_under_a_higher_number_may_bring_an_older_policy_back() throws Exception {
        follow();
        isInForce(5);
        server.publish(signed(release(6, "six"), PAIR));
        isInForce(6);
        server.publish(signed(release(7, "five"), PAIR));
        isInForce(7);
        assertThat(follower.current(ACME).digest())
                .isEqualTo(release(5, "five").bundle().digest());
    }

    @Test
    void an_older_release_is_refused_also_after_a_restart_and_without_the_kept_bundle() throws Exception {
        follow();
        isInForce(5);
        server.publish(signed(release(4, "four"), PAIR));
        refusedAs(Why.OLDER);
        restart();
        refusedAs(Why.OLDER);
        follower.close();
        Files.delete(folder.resolve("kept").resolve("5.tar.gz"));
        follow();
        eventually(() -> follower.trouble().orElse("").contains(Why.OLDER.name()));
        nobodyIsDecidedFor("no policy bundle");
    }

    @Test
    void the_same_older_release_is_taken_where_nothing_newer_was_in_force() throws Exception {
        server.publish(signed(release(4, "four"), PAIR));
        follow();
        isInForce(4);
    }

    @Test
    void another_content_under_the_number_in_force_is_refused() throws Exception {
        follow();
        isInForce(5);
        server.publish(signed(release(5, "other"), PAIR));
        refusedAs(Why.OLDER);
    }

    @Test
    void whatever_is_not_signed_as_it_must_be_is_refused_and_the_one_before_stays() throws Exception {
        follow();
        isInForce(5);
        server.publish(signed(release(6, "six"), Signing.pair()));
        refusedAs(Why.UNKNOWN_KEY);
        byte[] cut = signed(release(6, "six"), PAIR);
        server.publish(java.util.Arrays.copyOf(cut, cut.length / 2));
        refusedAs(Why.NOT_A_BUNDLE);
    }

    @Test
    void a_release_that_does_not_compile_is_refused_and_a_later_one_taken() throws Exception {
        broken.add(release(6, "six").bundle().digest());
        follow();
        isInForce(5);
        server.publish(signed(release(6, "six"), PAIR));
        refusedAs(Why.CANNOT_DECIDE);
        server.publish(signed(release(7, "seven"), PAIR));
        isInForce(7);
    }

    @Test
    void a_restart_decides_with_the_kept_bundle_while_the_server_is_away() throws Exception {
        follow();
        isInForce(5);
        server.close();
        restart();
        isInForce(5);
    }

    @Test
    void a_kept_bundle_that_was_altered_is_not_used() throws Exception {
        follow();
        isInForce(5);
        follower.close();
        server.fail(Fault.REFUSES);
        Files.write(folder.resolve("kept").resolve("5.tar.gz"), signed(release(5, "forged"), Signing.pair()));
        follow();
        nobodyIsDecidedFor("no policy bundle");
        server.fail(Fault.NONE);
        isInForce(5);
    }

    @Test
    void an_older_release_in_the_place_of_the_kept_one_is_not_used() throws Exception {
        follow();
        isInForce(5);
        follower.close();
        server.fail(Fault.REFUSES);
        Files.write(folder.resolve("kept").resolve("5.tar.gz"), signed(release(3, "three"), PAIR));
        follow();
        nobodyIsDecidedFor("no policy bundle");
    }

    @Test
    void a_state_that_cannot_be_read_stops_the_start() throws Exception {
        follow();
        isInForce(5);
        follower.close();
        Files.writeString(folder.resolve("kept").resolve("state.json"), "{");
        assertThatThrownBy(this::follow).hasMessageContaining("state.json");
    }

    @Test
    void a_bundle_that_nobody_confirms_decides_for_nobody_until_somebody_does() throws Exception {
        follow();
        isInForce(5);
        server.fail(Fault.REFUSES);
        eventually(() -> follower.trouble().isPresent());
        assertThat(follower.current(ACME)).isNotNull();
        later.set(MAX_AGE.plusSeconds(5));
        nobodyIsDecidedFor("last confirmed");
        restart();
        nobodyIsDecidedFor("last confirmed");
        server.fail(Fault.NONE);
        eventually(() -> follower.age().orElseThrow().compareTo(Duration.ofMinutes(1)) < 0);
        assertThat(follower.current(ACME)).isNotNull();
    }

    @Test
    void a_newer_bundle_that_is_refused_confirms_nothing() throws Exception {
        follow();
        isInForce(5);
        server.publish(signed(release(6, "six"), Signing.pair()));
        refusedAs(Why.UNKNOWN_KEY);
        later.set(MAX_AGE.plusSeconds(5));
        Thread.sleep(500);
        nobodyIsDecidedFor("UNKNOWN_KEY");
    }

    @Test
    void a_clock_that_was_set_back_trusts_no_confirmation_from_the_future() throws Exception {
        later.set(Duration.ofDays(1));
        follow();
        isInForce(5);
        server.fail(Fault.REFUSES);
        eventually(() -> follower.trouble().isPresent());
        later.set(Duration.ZERO);
        nobodyIsDecidedFor("last confirmed");
    }

    @Test
    void no_answer_of_a_server_can_hurt() throws Exception {
        follow();
        isInForce(5);
        for (Fault fault : new Fault[] {Fault.SENDS_TOO_MUCH, Fault.REDIRECTS, Fault.STALLS_IN_THE_BODY}) {
            server.fail(fault);
            eventually(() -> follower.trouble().isPresent());
            assertThat(follower.current(ACME)).isNotNull();
            server.fail(Fault.NONE);
            eventually(() -> follower.trouble().isEmpty());
        }
    }

    @Test
    void unchanged_is_no_answer_to_who_has_nothing() throws Exception {
        server.fail(Fault.SAYS_UNCHANGED);
        follow();
        eventually(() -> follower.trouble().orElse("").contains("304"));
        nobodyIsDecidedFor("no policy bundle");
    }

    @Test
    void nobody_else_is_decided_for() throws Exception {
        follow();
        isInForce(5);
        assertThatThrownBy(() -> follower.current(new TenantId("globex"))).hasMessageContaining("acme only");
    }
}
