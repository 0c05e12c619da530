package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.ServiceContent;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The version that is spoken. */
final class SessionLoginTest {

    @ParameterizedTest
    @CsvSource({
        "4.1, 4.1",
        "5.5, 5.5",
        "5.5.1, 5.5",
        "6.0, 6.0",
        "6.5, 6.0",
        "8.0.3.0, 6.0",
        "9.1, 6.0",
        "10.0, 6.0",
        ", 6.0"
    })
    void newest_version_that_both_sides_know_is_spoken(String theirs, String spoken) {
        AboutInfo about = new AboutInfo();
        about.setApiVersion(theirs);
        ServiceContent greeting = new ServiceContent();
        greeting.setAbout(about);
        assertThat(SessionLogin.action(greeting)).isEqualTo("urn:vim25/" + spoken);
    }

    @Test
    void ticket_shows_nobody_its_cookie() {
        assertThat(new SoapTicket(Optional.of("vmware_soap_session=\"let-me-in\""), "urn:vim25/6.0"))
                .asString()
                .doesNotContain("let-me-in")
                .contains("a session");
    }
}
