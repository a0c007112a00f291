package dev.freehold.enforcement.redaction;

import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Test numbers that their issuers or standards publish, and near misses. */
final class Samples {
    /**
     * @param context words before it, where the value needs them
     */
    record Sample(String type, String category, String context, String value) {}

    static final String JWT = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded("{\"sub\":\"1234567890\"}")
            + "." + "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
    /** Assembled here, so that no scanner of repositories mistakes this file for a leak. */
    static final String PEM =
            "-----BEGIN " + "PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIC0xMjM0NTY3ODkwMTIzNDU2Nzg5\nMDEyMzQ1\n"
                    + "-----END PRIVATE KEY-----";

    private static final List<Sample> POSITIVES = Stream.of(
                    of("payment_card", "PCI", "4111111111111111"),
                    of("payment_card", "PCI", "4111 1111 1111 1111"),
                    of("payment_card", "PCI", "4111-1111-1111-1111"),
                    of("payment_card", "PCI", "4242424242424242"),
                    of("payment_card", "PCI", "5555555555554444"),
                    of("payment_card", "PCI", "2223003122003222"),
                    of("payment_card", "PCI", "3782 822463 10005"),
                    of("payment_card", "PCI", "6011111111111117"),
                    of("payment_card", "PCI", "3530111333300000"),
                    of("payment_card", "PCI", "30569309025904"),
                    of("payment_card", "PCI", "38520000023237"),
                    of("payment_card", "PCI", "4222222222222"),
                    of("payment_card", "PCI", "6200000000000005"),
                    of("payment_card", "PCI", "6759649826438453"),
                    of("payment_card", "PCI", "6799990100000000019"),
                    of("payment_card", "PCI", "6799 9901 0000 0000 019"),
                    of("payment_card", "PCI", "9792030394440796"),
                    of("payment_card", "PCI", "2200000000000004"),
                    of("iban", "PII", "DE89370400440532013000"),
                    of("iban", "PII", "DE89 3704 0044 0532 0130 00"),
                    of("iban", "PII", "GB82 WEST 1234 5698 7654 32"),
                    of("iban", "PII", "gb82west12345698765432"),
                    of("iban", "PII", "FR14 2004 1010 0505 0001 3M02 606"),
                    of("iban", "PII", "NO93-8601-1117-947"),
                    of("iban", "PII", "MT84MALT011000012345MTLCAST001S"),
                    of("iban", "PII", "IT60X0542811101000000123456"),
                    of("iban", "PII", "BR1800360305000010009795493C1"),
                    of("us_ssn", "PII", "078-05-1120"),
                    of("us_ssn", "PII", "219 09 9999"),
                    of("uk_nino", "PII", "AB123456C"),
                    of("uk_nino", "PII", "AB 12 34 56 C"),
                    of("uk_nino", "PII", "ab123456d"),
                    of("de_tax_id", "PII", "86095742719"),
                    of("de_tax_id", "PII", "47 036 892 816"),
                    of("de_tax_id", "PII", "65929970489"),
                    of("fr_nir", "PII", "269054958815780"),
                    of("fr_nir", "PII", "2 69 05 49 588 157 80"),
                    of("fr_nir", "PII", "190012A00412338"),
                    of("es_dni", "PII", "12345678Z"),
                    of("es_dni", "PII", "12.345.678-Z"),
                    of("es_dni", "PII", "00000000-T"),
                    of("es_dni", "PII", "X1234567L"),
                    of("es_dni", "PII", "Y-0000000-Z"),
                    of("it_codice_fiscale", "PII", "RSSMRA85T10A562S"),
                    of("it_codice_fiscale", "PII", "MRTMTT91D08F205J"),
                    of("it_codice_fiscale", "PII", "mrtmttvrdlvfnlrl"),
                    of("us_aba_routing", "PII", "021000021", "routing number "),
                    of("us_aba_routing", "PII", "122105155", "ABA: "),
                    of("email", "PII", "john.doe+tag@mail.example.co.uk"),
                    of("email", "PII", "o'brien@example.com"),
                    of("email", "PII", "a".repeat(64) + "@" + ("b".repeat(59) + ".").repeat(4) + "example.com"),
                    of("email", "PII", "m\u00fcller@m\u00fcnchen.de"),
                    of("email", "PII", "info@xn--mnchen-3ya.xn--p1ai"),
                    of("phone", "PII", "+1 415 555 2671"),
                    of("phone", "PII", "+14155552671"),
                    of("phone", "PII", "+44 (0)20 7946 0958"),
                    of("phone", "PII", "+49-30-901820"),
                    of("phone", "PII", "(415) 555-2671"),
                    of("phone", "PII", "415-555-2671"),
                    of("phone", "PII", "1-415-555-2671"),
                    of("phone", "PII", "01 23 45 67 89"),
                    of("phone", "PII", "06.12.34.56.78"),
                    of("phone", "PII", "020 7946 0958"),
                    of("phone", "PII", "(030) 901820-15"),
                    of("phone", "PII", "089/12345678"),
                    of("phone", "PII", "0049 30 901820"),
                    of("ip_address", "NETWORK", "192.168.0.1"),
                    of("ip_address", "NETWORK", "203.0.113.255"),
                    of("ip_address", "NETWORK", "2001:db8::8a2e:370:7334"),
                    of("ip_address", "NETWORK", "2001:0db8:85a3:0000:0000:8a2e:0370:7334"),
                    of("ip_address", "NETWORK", "::1"),
                    of("ip_address", "NETWORK", "::ffff:192.0.2.128"),
                    of("ip_address", "NETWORK", "fe80::1"),
                    of("private_key", "SECRET", PEM),
                    of("private_key", "SECRET", PEM.replace("\n", "\\n")),
                    of("private_key", "SECRET", PEM.replace("PRIVATE", "RSA PRIVATE")),
                    of("jwt", "SECRET", JWT),
                    of("provider_api_key", "SECRET", "sk-" + "proj-abcdefghijklmnopqrst1234"),
                    of("provider_api_key", "SECRET", "AKIA" + "IOSFODNN7EXAMPLE"),
                    of("provider_api_key", "SECRET", "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345"),
                    of("provider_api_key", "SECRET", "xoxb-" + "123456789012-abcdefghij"),
                    of("provider_api_key", "SECRET", "AIza" + "SyA0123456789abcdefghijklmnopqrstuv"),
                    of("provider_api_key", "SECRET", "fh_" + "Zm9vYmFyYmF6cXV4MTIz"))
            .toList();

    private static final List<String> NEGATIVES = List.of(
            "4111111111111112",
            "4111 1111 1111 1112",
            "a4111111111111111",
            "4111111111111111b",
            "41111111111111111111111",
            "7111111111111110",
            "4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1",
            "DE89370400440532013001",
            "DE8937040044053201300",
            "ZZ89370400440532013000",
            "XDE89370400440532013000",
            "000-12-3456",
            "666-12-3456",
            "900-12-3456",
            "123-00-4567",
            "123-45-0000",
            "123-45-67890",
            "1-123-45-6789",
            "GB123456A",
            "DA123456A",
            "AB123456E",
            "86095742718",
            "12345678904",
            "269054958815781",
            "269134958815780",
            "12345678A",
            "X1234567A",
            "RSSMRA85T10A562T",
            "RSSMRA85X10A562S",
            "routing number 021000022",
            "routing number 991000029",
            "256.1.1.1",
            "1.2.3",
            "1.2.3.4.5",
            "2001:db8::1::2",
            "1:2:3:4:5:6:7",
            "00:1A:2B:3C:4D:5E",
            "+1234567",
            "123-456-7890",
            "115-555-2671");

    private Samples() {}

    static Stream<Sample> positives() {
        return POSITIVES.stream();
    }

    static Stream<String> negatives() {
        return NEGATIVES.stream();
    }

    private static Sample of(String type, String category, String value) {
        return of(type, category, value, "");
    }

    private static Sample of(String type, String category, String value, String context) {
        return new Sample(type, category, context, value);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
