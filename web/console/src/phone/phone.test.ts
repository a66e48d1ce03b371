import { ApiError, unreachable } from "@madoguchi/shared/api";
import type { Exchange, LegListener, LegState, PhoneLeg } from "@madoguchi/shared/phone_leg";
import { describe, expect, it, vi } from "vitest";
import type { OperatorState } from "../live/frames";
import { makeCall, makeState } from "../live/testing";
import { type CarriedCall, Phone } from "./phone";
import type { PhoneApi } from "./phone_api";
import { makeTimers, settle } from "./testing";

const kTalking = makeCall({ stage: "talking", answeredAt: 2000, offerEndsAt: null });

/** A leg that does what the test says. */
class FakeLeg {
  state: LegState = { connection: "connecting", microphone: "on" };
  isClosed = false;
  constructor(
    readonly listener: LegListener,
    public isMuted: boolean,
    private readonly connects: boolean,
  ) {}
  async open(exchange: Exchange) {
    await exchange("offer");
    if (!this.connects) return;
    this.state = { ...this.state, connection: "connected" };
    this.listener.onChange();
  }
  askForMicrophone = vi.fn(async () => undefined);
  setMuted(isMuted: boolean) {
    this.isMuted = isMuted;
  }
  level() {
    return 0.5;
  }
  close() {
    this.isClosed = true;
  }
}

interface Part {
  me?: OperatorState;
  carried?: CarriedCall | null;
  api?: Partial<PhoneApi>;
  joinsMuted?: boolean;
  connects?: boolean;
}

function setUp(part: Part = {}) {
  const { me = makeState(), carried = null, api = {}, joinsMuted = false, connects = true } = part;
  let state = { me: me as OperatorState | null, connection: "open" as const };
  let kept = carried;
  let onState: () => void = () => undefined;
  let onHeld: (isHeld: boolean) => void = () => undefined;
  const told: boolean[] = [];
  const legs: FakeLeg[] = [];
  const { timers, pass } = makeTimers();
  const requests: PhoneApi = {
    answer: vi.fn(async () => "answer"),
    dial: vi.fn(async () => "100"),
    connect: vi.fn(async () => "answer"),
    decline: vi.fn(async () => undefined),
    hold: vi.fn(async () => undefined),
    keys: vi.fn(async () => undefined),
    hangUp: vi.fn(async () => undefined),
    ...api,
  };
  const phone = new Phone({
    desk: {
      getState: () => state,
      subscribeToState: (listener) => {
        onState = listener;
        return () => undefined;
      },
      setHoldsPhone: (holds) => {
        if (told.at(-1) !== holds) told.push(holds);
      },
    },
    api: requests,
    makeHolding: (onChange) => {
      onHeld = onChange;
      return { wait: () => undefined, take: async () => onChange(true), stop: () => undefined };
    },
    makeLeg: (listener, isMuted) => {
      const leg = new FakeLeg(listener, isMuted, connects);
      legs.push(leg);
      return leg as unknown as PhoneLeg;
    },
    carried: {
      read: () => kept,
      write: (next) => {
        kept = next;
      },
    },
    joinsMuted: () => joinsMuted,
    timers,
  });
  phone.start();
  return {
    phone,
    api: requests,
    legs,
    told,
    pass,
    hold: (isHeld: boolean) => onHeld(isHeld),
    carried: () => kept,
    become(part: Partial<OperatorState>) {
      state = { ...state, me: makeState({ ...state.me, ...part }) };
      onState();
    },
  };
}

const last = (legs: FakeLeg[]): FakeLeg => {
  const leg = legs.at(-1);
  if (!leg) throw new Error("no leg");
  return leg;
};

describe("holding the phone", () => {
  it("is told to the server while this tab holds it and the switch is on", () => {
    const { hold, become, told } = setUp();
    expect(told).toEqual([false]);
    hold(true);
    become({ phone: false });
    become({ phone: true });
    hold(false);
    expect(told).toEqual([false, true, false, true, false]);
  });
});

const kWanted = { serviceId: "10", to: "09011112222", from: "0312345678" };
const kDialing = makeCall({ stage: "dialing", direction: "outbound", offerEndsAt: null });

describe("dialling", () => {
  it("connects the audio before anybody answers, and keeps it", async () => {
    const { phone, api, legs, become, carried, told } = setUp();
    expect(await phone.dial(kWanted)).toBe("100");
    expect(api.dial).toHaveBeenCalledWith(kWanted);
    expect(api.connect).toHaveBeenCalledWith(
      expect.objectContaining({ contactId: "100", serviceId: "10" }),
      "offer",
    );
    expect(told).toContain(true);
    become({ call: kDialing, activity: "dialing" });
    become({ call: { ...kTalking, direction: "outbound" }, activity: "talking" });
    expect(last(legs).isClosed).toBe(false);
    expect(carried()).toEqual({ contactId: "100", isMuted: false });
    become({ call: null, activity: "wrapUp" });
    expect(last(legs).isClosed).toBe(true);
  });

  it("is refused without a leg", async () => {
    const refused = new ApiError({ ...unreachable(), status: 409, code: "conflict" });
    const { phone, legs, carried } = setUp({ api: { dial: () => Promise.reject(refused) } });
    await expect(phone.dial(kWanted)).rejects.toBe(refused);
    expect(legs).toHaveLength(0);
    expect(phone.getState().isDialing).toBe(false);
    expect(carried()).toBeNull();
  });

  it("is no error when the call was over before its audio", async () => {
    const over = new ApiError({ ...unreachable(), status: 404, code: "notFound" });
    const { phone, legs } = setUp({ api: { connect: () => Promise.reject(over) } });
    expect(await phone.dial(kWanted)).toBe("100");
    expect(last(legs).isClosed).toBe(true);
  });

  it("joins what it dialled after a reload", async () => {
    const me = makeState({ call: kDialing, activity: "dialing" });
    const { api, hold } = setUp({ me, carried: { contactId: "100", isMuted: false } });
    hold(true);
    await settle();
    expect(api.connect).toHaveBeenCalledOnce();
  });
});

describe("answering", () => {
  it("opens the leg in this tab, whichever tab held the phone", async () => {
    const { phone, api, legs, become, carried, told } = setUp();
    become({ call: makeCall(), activity: "ringing" });
    await phone.answer();
    expect(api.answer).toHaveBeenCalledWith(expect.objectContaining({ contactId: "100" }), "offer");
    expect(phone.getState()).toMatchObject({ isHolder: true, answering: null });
    expect(phone.getState().leg?.connection).toBe("connected");
    expect(told.at(-1)).toBe(true);
    become({ call: kTalking, activity: "talking" });
    expect(legs).toHaveLength(1);
    expect(carried()).toEqual({ contactId: "100", isMuted: false });
  });

  it("is not done twice", async () => {
    const { phone, api, become } = setUp();
    become({ call: makeCall() });
    await Promise.all([phone.answer(), phone.answer()]);
    expect(api.answer).toHaveBeenCalledOnce();
  });

  it("rejects and lets the microphone go when it rings elsewhere by now", async () => {
    const conflict = new ApiError({ ...unreachable(), status: 409, code: "conflict" });
    const { phone, legs, become, carried } = setUp({
      api: { answer: vi.fn().mockRejectedValue(conflict) },
    });
    become({ call: makeCall() });
    await expect(phone.answer()).rejects.toBe(conflict);
    expect(last(legs).isClosed).toBe(true);
    expect(phone.getState()).toMatchObject({ leg: null, answering: null });
    expect(carried()).toBeNull();
  });

  it("joins the call at once when only the server's answer was lost on the way", async () => {
    const { phone, api, become } = setUp({
      api: { answer: vi.fn().mockRejectedValue(new ApiError(unreachable())) },
    });
    become({ call: makeCall() });
    const answered = phone.answer();
    become({ call: kTalking });
    await expect(answered).rejects.toBeInstanceOf(ApiError);
    await settle();
    expect(api.connect).toHaveBeenCalledOnce();
    expect(phone.getState().leg?.connection).toBe("connected");
  });

  it("begins muted for who wants that", async () => {
    const { phone, legs, become } = setUp({ joinsMuted: true });
    become({ call: makeCall() });
    await phone.answer();
    expect(last(legs).isMuted).toBe(true);
    expect(phone.getState().isMuted).toBe(true);
  });
});

describe("a call that was going on", () => {
  const carried = { contactId: "100", isMuted: true };

  it("is joined at once after a reload, muted as it was", async () => {
    const { hold, api, legs } = setUp({
      me: makeState({ call: { ...kTalking, isLegConnected: true } }),
      carried,
    });
    hold(true);
    await settle();
    expect(api.connect).toHaveBeenCalledOnce();
    expect(last(legs).isMuted).toBe(true);
  });

  it("is not joined by a tab that does not hold the phone", async () => {
    const { api, pass } = setUp({ me: makeState({ call: kTalking }), carried });
    pass(60_000);
    await settle();
    expect(api.connect).not.toHaveBeenCalled();
  });

  it("is left to the browser that has its audio", async () => {
    const { hold, pass, api } = setUp({
      me: makeState({ call: { ...kTalking, isLegConnected: true } }),
    });
    hold(true);
    pass(60_000);
    await settle();
    expect(api.connect).not.toHaveBeenCalled();
  });

  it("is left to the desk phone, and not joined at once when that is lost", async () => {
    const { hold, pass, api, become } = setUp({
      me: makeState({ call: { ...kTalking, isLegConnected: true, isOnDeskPhone: true } }),
      carried,
    });
    hold(true);
    pass(60_000);
    await settle();
    expect(api.connect).not.toHaveBeenCalled();
    become({ call: kTalking });
    pass(4999);
    await settle();
    expect(api.connect).not.toHaveBeenCalled();
    pass(1);
    await settle();
    expect(api.connect).toHaveBeenCalledOnce();
  });

  it("is joined from another browser when nobody had its audio for five seconds", async () => {
    const { hold, pass, api } = setUp({ me: makeState({ call: kTalking }) });
    hold(true);
    pass(4999);
    expect(api.connect).not.toHaveBeenCalled();
    pass(1);
    await settle();
    expect(api.connect).toHaveBeenCalledOnce();
  });

  it("is not joined from another browser when its own one was quicker", async () => {
    const { hold, pass, api, become } = setUp({ me: makeState({ call: kTalking }) });
    hold(true);
    pass(3000);
    become({ call: { ...kTalking, isLegConnected: true } });
    pass(10_000);
    expect(api.connect).not.toHaveBeenCalled();
  });

  it("is joined anew after the network was away, every two seconds until it works", async () => {
    const connect = vi
      .fn<PhoneApi["connect"]>()
      .mockRejectedValueOnce(new ApiError(unreachable()))
      .mockResolvedValue("answer");
    const { hold, pass, legs, phone } = setUp({
      me: makeState({ call: kTalking }),
      carried,
      api: { connect },
    });
    hold(true);
    await settle();
    expect(phone.getState().leg).toBeNull();
    pass(2000);
    await settle();
    expect(connect).toHaveBeenCalledTimes(2);
    expect(phone.getState().leg?.connection).toBe("connected");
    last(legs).listener.onLost();
    await settle();
    expect(connect).toHaveBeenCalledTimes(3);
    expect(legs.filter((leg) => !leg.isClosed)).toHaveLength(1);
  });

  it("is given up when the server says that it is over", async () => {
    const gone = new ApiError({ ...unreachable(), status: 404, code: "notFound" });
    const connect = vi.fn<PhoneApi["connect"]>().mockRejectedValue(gone);
    const {
      hold,
      pass,
      carried: kept,
    } = setUp({
      me: makeState({ call: { ...kTalking, isLegConnected: true } }),
      carried,
      api: { connect },
    });
    hold(true);
    await settle();
    pass(60_000);
    await settle();
    expect(connect).toHaveBeenCalledOnce();
    expect(kept()).toBeNull();
  });

  it("is not fought about: a second try is left out while another browser has it", async () => {
    const connect = vi.fn<PhoneApi["connect"]>().mockRejectedValue(new ApiError(unreachable()));
    const {
      hold,
      pass,
      become,
      carried: kept,
    } = setUp({
      me: makeState({ call: kTalking }),
      carried,
      api: { connect },
    });
    hold(true);
    await settle();
    become({ call: { ...kTalking, isLegConnected: true } });
    pass(2000);
    become({});
    pass(60_000);
    await settle();
    expect(connect).toHaveBeenCalledOnce();
    expect(kept()).toBeNull();
  });

  it("is let go when the new leg does not connect and another browser has it", async () => {
    const {
      hold,
      api,
      legs,
      pass,
      carried: kept,
    } = setUp({
      me: makeState({ call: { ...kTalking, isLegConnected: true } }),
      carried,
      connects: false,
    });
    hold(true);
    await settle();
    last(legs).listener.onLost();
    pass(60_000);
    await settle();
    expect(api.connect).toHaveBeenCalledOnce();
    expect(kept()).toBeNull();
  });
});

describe("the end", () => {
  it("closes the leg and forgets the call", async () => {
    const { phone, legs, become, carried } = setUp();
    become({ call: makeCall() });
    await phone.answer();
    become({ call: kTalking });
    become({ call: null, activity: "wrapUp" });
    expect(last(legs).isClosed).toBe(true);
    expect(phone.getState().leg).toBeNull();
    expect(carried()).toBeNull();
  });

  it("of the tab closes the leg; another tab takes the call over", async () => {
    const { phone, legs, become, carried, told } = setUp();
    become({ call: makeCall() });
    await phone.answer();
    become({ call: kTalking });
    phone.stop();
    expect(last(legs).isClosed).toBe(true);
    expect(carried()).not.toBeNull();
    expect(told.at(-1)).toBe(false);
  });

  it("in the robbed tab closes the leg there alone", async () => {
    const { phone, legs, become, hold, carried } = setUp();
    become({ call: makeCall() });
    await phone.answer();
    become({ call: kTalking });
    hold(false);
    expect(last(legs).isClosed).toBe(true);
    become({ call: null });
    expect(carried()).not.toBeNull();
  });
});

it("asks the server for what the operator wants", async () => {
  const { phone, api, become } = setUp();
  await phone.decline();
  expect(api.decline).not.toHaveBeenCalled();
  become({ call: kTalking });
  await phone.hold(true);
  await phone.sendKeys("1");
  await phone.hangUp();
  await phone.decline();
  expect(api.hold).toHaveBeenCalledWith(kTalking, true);
  expect(api.keys).toHaveBeenCalledWith(kTalking, "1");
  expect(api.hangUp).toHaveBeenCalledWith(kTalking);
  expect(api.decline).toHaveBeenCalledWith(kTalking);
});
