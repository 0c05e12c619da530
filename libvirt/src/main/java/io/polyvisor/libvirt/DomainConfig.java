package io.polyvisor.libvirt;

import com.sun.jna.NativeLong;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls that change or read parts of a domain's configuration, live, for the next start, or both: {@code Flags.AFFECT_...}.
 * As thread-safe, blocking and failing as the {@link DomainHandle} that it stands on.
 */
public final class DomainConfig {

    private static final int METADATA_ELEMENT = 2;

    private final DomainHandle domain;

    DomainConfig(DomainHandle domain) {
        this.domain = domain;
    }

    private LibvirtNative libvirt() {
        return domain.libvirt();
    }

    /** {@code virDomainGetMetadata}: the XML element of that namespace, or empty if there is none. */
    public Optional<String> metadata(String namespaceUri, int affect) {
        try {
            return Optional.of(domain.text(
                    "virDomainGetMetadata",
                    d -> libvirt().virDomainGetMetadata(d, METADATA_ELEMENT, namespaceUri, affect)));
        } catch (LibvirtFault fault) {
            if (fault.is("VIR_ERR_NO_DOMAIN_METADATA")) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    /**
     * {@code virDomainSetMetadata}: puts one XML element under a namespace in place of an earlier one; null removes it.
     *
     * @param prefix the namespace prefix that libvirt declares for it
     */
    public void setMetadata(@Nullable String element, String prefix, String namespaceUri, int affect) {
        domain.effect(
                "virDomainSetMetadata",
                d -> libvirt().virDomainSetMetadata(d, METADATA_ELEMENT, element, prefix, namespaceUri, affect));
    }

    /** {@code virDomainSetMemoryFlags}, in KiB; live it only asks the guest's balloon, which follows later. */
    public void setMemory(long kib, int flags) {
        domain.effect("virDomainSetMemoryFlags", d -> libvirt().virDomainSetMemoryFlags(d, new NativeLong(kib), flags));
    }

    /** {@code virDomainSetVcpusFlags}. */
    public void setVcpus(int count, int flags) {
        domain.effect("virDomainSetVcpusFlags", d -> libvirt().virDomainSetVcpusFlags(d, count, flags));
    }

    /** {@code virDomainGetVcpusFlags}. */
    public int vcpus(int flags) {
        return domain.number("virDomainGetVcpusFlags", d -> libvirt().virDomainGetVcpusFlags(d, flags));
    }

    /** {@code virDomainAttachDeviceFlags}. */
    public void attachDevice(String xml, int affect) {
        domain.effect("virDomainAttachDeviceFlags", d -> libvirt().virDomainAttachDeviceFlags(d, xml, affect));
    }

    /** {@code virDomainDetachDeviceFlags}; live it asks the guest, whose consent comes as an event. */
    public void detachDevice(String xml, int affect) {
        domain.effect("virDomainDetachDeviceFlags", d -> libvirt().virDomainDetachDeviceFlags(d, xml, affect));
    }

    /** {@code virDomainUpdateDeviceFlags}: media, link state and the like. */
    public void updateDevice(String xml, int affect) {
        domain.effect("virDomainUpdateDeviceFlags", d -> libvirt().virDomainUpdateDeviceFlags(d, xml, affect));
    }

    /** {@code virDomainBlockResize} of a running domain's disk, to a number of bytes. */
    public void resizeBlock(String disk, long bytes) {
        domain.effect(
                "virDomainBlockResize", d -> libvirt().virDomainBlockResize(d, disk, bytes, Flags.BLOCK_RESIZE_BYTES));
    }
}
