package dev.freehold.enforcement.redaction.recogniser;

import java.util.List;

/** The recognisers that the house has. */
public final class Recognisers {
    private static final List<Recogniser> STANDARD = List.of(
            new PaymentCard(),
            new Iban(),
            new UsSsn(),
            new UkNino(),
            new DeTaxId(),
            new FrNir(),
            new EsDni(),
            new ItCodiceFiscale(),
            new UsAbaRouting(),
            new Email(),
            new Phone(),
            new IpAddress(),
            new PrivateKey(),
            new Jwt(),
            new ProviderApiKey());

    private Recognisers() {}

    public static List<Recogniser> standard() {
        return STANDARD;
    }
}
