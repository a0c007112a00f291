package dev.freehold.stack;

import dev.freehold.testkit.architecture.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void this_module_keeps_the_house_rules() {
        HouseRules.check("dev.freehold.stack");
    }
}
