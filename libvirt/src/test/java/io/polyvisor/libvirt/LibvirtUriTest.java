package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LibvirtUriTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            qemu:///system                                        | LOCAL | qemu:///system
            qemu:///session                                       | LOCAL | qemu:///session
            QEMU:///system                                        | LOCAL | QEMU:///system
            xen:///                                               | LOCAL | xen:///
            xen:///system                                         | LOCAL | xen:///system
            qemu+unix:///system?socket=/run/x/libvirt-sock        | UNIX  | qemu+unix:///system?socket=/run/x/libvirt-sock
            qemu:///system?socket=/a%20b                          | LOCAL | qemu:///system?socket=/a%20b
            qemu+ssh://kvm1/system                                | SSH   | qemu+ssh://kvm1/system?no_tty=1
            qemu+ssh://root@kvm1:2222/system?keyfile=/k&mode=auto | SSH   | qemu+ssh://root@kvm1:2222/system?keyfile=/k&mode=auto&no_tty=1
            qemu+ssh://[::1]/system?proxy=native                  | SSH   | qemu+ssh://[::1]/system?no_tty=1&proxy=native
            xen+ssh://dom0/                                       | SSH   | xen+ssh://dom0/?no_tty=1
            qemu+tls://kvm1/system?pkipath=/pki                   | TLS   | qemu+tls://kvm1/system?pkipath=/pki
            qemu://kvm1/system                                    | TLS   | qemu://kvm1/system
            test:///default                                       | LOCAL | test:///default
            """)
    void accepted(String text, LibvirtUri.Transport transport, String forLibvirt) {
        LibvirtUri uri = LibvirtUri.parse(text);
        assertThat(uri.transport()).isEqualTo(transport);
        assertThat(uri.forLibvirt()).isEqualTo(forLibvirt);
        assertThat(LibvirtUri.parse(uri.toString())).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            qemu+ssh://h/system?command=/bin/sh         | 'command'
            qemu+ssh://h/system?COMMAND=/bin/sh         | 'command'
            qemu+ssh://h/system?netcat=/bin/sh          | proxy=native
            qemu+ssh://h/system?no_verify=1             | known_hosts
            qemu+tls://h/system?no_verify=1             | pkipath=DIR
            qemu+ssh://h/system?no_tty=1                | always sets it
            qemu+ssh://h/system?known_hosts=/h          | ~/.ssh/known_hosts
            qemu+ssh://h/system?known_hosts_verify=ignore | ignores it for ssh
            qemu+ssh://h/system?proxy=netcat            | auto, native
            qemu+tls://h/system?authfile=/a             | credentials
            qemu+tls://h/system?tls_priority=NORMAL     | weaken
            qemu:///system?name=qemu:///session         | another URI
            qemu:///system?keyfile=/k                   | not known for transport local; known are mode, socket
            qemu:///system?socket=relative              | absolute path
            qemu:///system?mode=fast                    | auto, direct, legacy
            qemu:///system?socket=/a&socket=/b          | given twice
            qemu+ssh://root:hunter2@h/system            | password
            qemu+ssh://a@b@h/system                     | password
            qemu+tcp://h/system                         | insecure
            qemu+ext:///system                          | 'ext'
            qemu+libssh2://h/system                     | 'libssh2'
            esx://h/                                    | 'esx'
            qemu+ssh:///system                          | needs a host
            qemu+unix://h/system                        | no host
            test://h/default                            | test:///default
            qemu:///embed?root=/tmp                     | /embed
            qemu:///system#x                            | not a libvirt URI
            system                                      | not a libvirt URI
            qemu:system                                 | not a libvirt URI
            qemu+ssh://h/system with:hunter2@           | not a URI
            """)
    void refused_with_a_reason(String text, String reason) {
        assertThatThrownBy(() -> LibvirtUri.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void tcp_is_a_choice_that_is_spelled_out() {
        LibvirtUri uri = LibvirtUri.parse("qemu+tcp://127.0.0.1:17509/system", LibvirtUri.Insecure.ALLOWED);
        assertThat(uri.transport()).isEqualTo(LibvirtUri.Transport.TCP);
        assertThat(uri.host()).contains("127.0.0.1");
        assertThat(uri.forLibvirt()).isEqualTo("qemu+tcp://127.0.0.1:17509/system");
    }
}
