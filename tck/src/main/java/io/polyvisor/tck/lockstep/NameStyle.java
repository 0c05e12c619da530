package io.polyvisor.tck.lockstep;

/** What a guest's name is made of, beyond what its alias gives. */
enum NameStyle {
    PLAIN(""),
    MARKUP(" <b a=\"1\">&'"),
    UNICODE("-\u00fcn\u00efc\u00f6de-\u732b");

    private final String ending;

    NameStyle(String ending) {
        this.ending = ending;
    }

    String ending() {
        return ending;
    }
}
