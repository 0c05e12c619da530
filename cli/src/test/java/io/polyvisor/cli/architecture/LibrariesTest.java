package io.polyvisor.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What yavijava asks for and must not get: the class path of tests holds all of that of the command, and more. */
final class LibrariesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.dom4j.Document",
                "org.apache.http.client.HttpClient",
                "org.apache.commons.httpclient.HttpClient",
                "org.apache.commons.logging.Log",
                "lombok.Lombok",
                "javax.xml.bind.DatatypeConverter",
                "jakarta.xml.bind.DatatypeConverter",
                "org.apache.log4j.net.SocketServer",
                "org.apache.log4j.net.JMSAppender",
                "org.apache.log4j.jdbc.JDBCAppender"
            })
    void unsafe_library_is_not_there(String itsClass) {
        assertThat(there(itsClass)).isFalse();
    }

    @Test
    void yavijava_itself_and_what_its_stubs_log_to_are_there() {
        assertThat(there("com.vmware.vim25.VimPortType")).isTrue();
        assertThat(there("org.apache.log4j.Logger")).isTrue();
    }

    private static boolean there(String className) {
        return LibrariesTest.class.getClassLoader().getResource(className.replace('.', '/') + ".class") != null;
    }
}
