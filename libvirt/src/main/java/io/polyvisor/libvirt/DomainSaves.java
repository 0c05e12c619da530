package io.polyvisor.libvirt;

/**
 * A domain's managed save: its memory in a file that the next start reads. As thread-safe, blocking and failing as the
 * {@link DomainHandle} that it stands on.
 */
public final class DomainSaves {

    private final DomainHandle domain;

    DomainSaves(DomainHandle domain) {
        this.domain = domain;
    }

    private LibvirtNative libvirt() {
        return domain.libvirt();
    }

    /** {@code virDomainManagedSave}: writes memory to disk and stops; {@code flags}: {@code Flags.SAVE_...}. */
    public void save(int flags) {
        domain.effect("virDomainManagedSave", d -> libvirt().virDomainManagedSave(d, flags));
    }

    /** {@code virDomainHasManagedSaveImage}. */
    public boolean exists() {
        return domain.truth("virDomainHasManagedSaveImage", d -> libvirt().virDomainHasManagedSaveImage(d, 0));
    }

    /** {@code virDomainManagedSaveRemove}: the saved memory is lost. */
    public void remove() {
        domain.effect("virDomainManagedSaveRemove", d -> libvirt().virDomainManagedSaveRemove(d, 0));
    }

    /** {@code virDomainManagedSaveGetXMLDesc}: the definition that the saved memory will resume with. */
    public String xml(int flags) {
        return domain.text("virDomainManagedSaveGetXMLDesc", d -> libvirt().virDomainManagedSaveGetXMLDesc(d, flags));
    }

    /** {@code virDomainManagedSaveDefineXML}: changes that definition; {@code flags}: {@code Flags.SAVE_...}. */
    public void define(String xml, int flags) {
        domain.effect("virDomainManagedSaveDefineXML", d -> libvirt().virDomainManagedSaveDefineXML(d, xml, flags));
    }
}
