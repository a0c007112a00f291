package dev.freehold.engine.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% include 'secrets' %}",
                "{% import 'os' as os %}",
                "{% raw %}x{% endraw %}",
                "{{ ''.__class__ }}{{ ''.format('x') }}",
                "{{ x | pprint }}",
                "{{ x is callable }}",
                "{{ open('/etc/passwd') }}",
                "{{ 1 < 2 < 3 }}",
                "{{ 'a' * 1000000000 }}",
                "{% if x %}",
                "{% endfor %}",
                "{% for a in b %}{% endif %}",
                "{{ 'open",
                "{{ x ",
                "{# no end",
                "{{ a b }}",
                "{{ 99999999999999999999 }}",
                "{{ x.y.z }}",
                "{{ 1 // 0 }}",
                "{{ @ }}",
                "{% set x.y = 1 %}"
            })
    void what_is_not_understood_is_refused_by_line(String source) {
        assertThatThrownBy(() -> Template.parse("first\n" + source).render(Map.of()))
                .isInstanceOf(TemplateRefused.class)
                .hasMessageContaining("line 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
                "{% set n = namespace(t='0123456789abcdef') %}{% for i in range(99) %}{% set n.t = n.t + n.t %}{% endfor %}",
                "{% set n = namespace(t=[1]) %}{% for i in range(99) %}{% set n.t = n.t + n.t %}{% endfor %}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{% for a in range(999999999) %}{% endfor %}"
            })
    void work_without_end_is_refused(String source) {
        Template template = Template.parse(source);

        assertThatThrownBy(() -> template.render(Map.of())).isInstanceOf(TemplateRefused.class);
    }

    @Test
    void nesting_without_end_is_refused() {
        assertThatThrownBy(() -> Template.parse("{{ " + "(".repeat(10_000) + "1" + ")".repeat(10_000) + " }}"))
                .isInstanceOf(TemplateRefused.class);
        assertThatThrownBy(() -> Template.parse("{% if x %}".repeat(10_000))).isInstanceOf(TemplateRefused.class);
        assertThatThrownBy(() -> Template.parse("x".repeat(300_000))).isInstanceOf(TemplateRefused.class);
    }

    @Test
    void what_a_variable_holds_is_never_read_as_a_template() {
        assertThat(Template.parse("{{ x }}").render(Map.of("x", "{{ 7 * 7 }}"))).isEqualTo("{{ 7 * 7 }}");
    }

    @Test
    void a_template_can_refuse_its_input() {
        assertThatThrownBy(() ->
                        Template.parse("{{ raise_exception('no tools') }}").render(Map.of()))
                .hasMessage("chat template, line 1: the template says: no tools");
    }
}
