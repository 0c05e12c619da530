package io.polyvisor.examples.shed;

// tour:shed-calls
/** The only way to the shed: every trouble leaves it as a fault of the contract. */
record ShedCalls(Shed shed) {

    void tell(Order order) {
        try {
            order.give(shed);
        } catch (Shed.Trouble trouble) {
            throw ShedErrors.translated(trouble);
        }
    }

    /** Something that a shed may refuse. */
    @FunctionalInterface
    interface Order {
        void give(Shed shed) throws Shed.Trouble;
    }
}
// end
