package io.polyvisor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentitiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a<b>&\"c'", "grüße-ß-日本", "with space", "x"})
    void guest_names_take_any_visible_text(String name) {
        assertThat(GuestName.of(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\nb", "tab\there", " leading", "trailing ", "nul\u0000"})
    void guest_names_refuse_the_empty_the_invisible_and_outer_blanks(String name) {
        assertThatThrownBy(() -> GuestName.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("guest name");
    }

    @Test
    void a_name_of_three_hundred_characters_is_refused_with_both_numbers() {
        assertThatThrownBy(() -> GuestName.of("x".repeat(300)))
                .hasMessageContaining("300")
                .hasMessageContaining("255");
    }

    @Test
    void mac_addresses_are_normalised_and_group_addresses_refused() {
        assertThat(MacAddress.of("52-54-00-AB-CD-EF")).hasToString("52:54:00:ab:cd:ef");
        assertThatThrownBy(() -> MacAddress.of("01:00:5e:00:00:01")).hasMessageContaining("group address");
        assertThatThrownBy(() -> MacAddress.of("52:54:00")).hasMessageContaining("52:54:00:12:34:56");
    }

    @Test
    void vlans_are_from_1_to_4094() {
        assertThat(VlanId.of(4094).value()).isEqualTo(4094);
        assertThatThrownBy(() -> VlanId.of(0)).hasMessageContaining("1 to 4094");
        assertThatThrownBy(() -> VlanId.of(4095)).hasMessageContaining("1 to 4094");
    }

    @Test
    void volume_ids_read_what_they_print() {
        VolumeId volume = VolumeId.of("images", "sub/dir.qcow2");
        assertThat(VolumeId.parse(volume.toString())).isEqualTo(volume);
        assertThatThrownBy(() -> VolumeId.parse("images")).hasMessageContaining("STORAGE/VOLUME");
    }

    @Test
    void a_seed_never_shows_its_user_data() {
        assertThat(SeedSpec.hostName("web-1").withUserData("password: hunter2").toString())
                .contains("web-1")
                .doesNotContain("hunter2");
        assertThatThrownBy(() -> SeedSpec.hostName("not a host name")).hasMessageContaining("hyphens");
    }
}
