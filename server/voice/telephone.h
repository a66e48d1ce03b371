#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/id_source.h"
#include "base/random.h"
#include "base/result.h"
#include "base/time.h"
#include "voice/media/call_audio.h"
#include "voice/media/call_id.h"
#include "voice/media/net_address.h"
#include "voice/media/port_pool.h"
#include "voice/sip/phone_directory.h"
#include "voice/trunk.h"

namespace madoguchi::voice {

struct TelephoneOptions {
  NetAddress listen;        ///< UDP and TCP; port 0: any that is free for both
  std::string public_host;  ///< what Contact and session descriptions say; empty: that of `listen`
  PortRange rtp_ports;
  std::vector<Trunk> trunks;
  TrunkCheck trunk_check;
  const PhoneDirectory* phones =
      nullptr;  ///< which desk phones may register; outlives all; null: none
  std::chrono::seconds rtp_timeout{30};        ///< 0: never
  std::size_t max_calls = 2'000;               ///< one more gets 503
  std::chrono::milliseconds patience{10'000};  ///< how long a caller waits for answer() or refuse()
  int media_threads = 1;
  /// Where browsers send to: the first media thread has this UDP port, the next one the next; port
  /// 0: any that are free. Not set: the host of `listen`.
  NetAddress browsers;
  /// The addresses under which browsers reach those ports (candidates of ICE); empty: public_host.
  std::vector<std::string> browser_hosts;
};

struct IncomingCall {
  CallId id;
  std::string trunk;
  std::string from;  ///< number or user name as it came, at most 64 characters; empty: withheld
  std::string to;    ///< the same, never empty
};

/// Why a call is not taken.
enum class CallRefusal {
  kNotFound,  ///< 404: nobody has this number
  kTryLater,  ///< 503 with Retry-After: too much to do, or the disk is slow
};

/// How a call ended that nobody here ended.
enum class CallEnd {
  kCustomerLeft,    ///< hung up, or gave up before it was answered
  kMediaLost,       ///< no RTP and no RTCP for the time-out
  kSignallingLost,  ///< our answer could not be sent, or was never acknowledged (RFC 3261 section
                    ///< 13.3.1.4)
  kNotTaken,        ///< nobody here decided within TelephoneOptions::patience (503)
};

/// How far a call is that we dialled.
enum class DialStep {
  kRinging,   ///< there, or the network says something in place of the tone
  kAnswered,  ///< it is a call like any other from now on
  kFailed,    ///< and over
};
struct DialProgress {
  DialStep step = DialStep::kFailed;
  std::uint16_t status = 0;  ///< of SIP: 486 busy, 480 and 408 no answer, 404 no such number, ...
};

/// Whoever decides what happens to calls. All functions are called on the SIP thread and must not
/// wait.
class CallHandler {
 public:
  virtual ~CallHandler() = default;
  /// Whether the number leads anywhere; nothing else is asked of a number that does not (404).
  [[nodiscard]] virtual bool knows_number(const std::string& number) = 0;
  /// The caller hears the ring-back tone until Telephone::answer() or refuse(), at most for
  /// TelephoneOptions::patience (kNotTaken).
  virtual void on_call(const IncomingCall& call) = 0;
  /// Once for each call that on_call() told, unless it was ended by refuse() or hang_up().
  virtual void on_ended(CallId call, CallEnd end) = 0;
  virtual void on_operator_side(CallId call, OperatorSide what) = 0;
  /// The customer pressed 0-9 * # A-D (RFC 4733), once for each press.
  virtual void on_key(CallId call, char key) = 0;
  /// So many desk phones of the extension are registered from now on; told with each change.
  virtual void on_phones(const std::string& extension, std::size_t registered) {
    (void)extension;
    (void)registered;
  }
  /// Our registration with the trunk is there, or could not be had or renewed.
  virtual void on_trunk(const std::string& trunk, bool is_registered) {
    (void)trunk;
    (void)is_registered;
  }
  /// What became of ring_phone(): one of the extension's phones is the operator's side of the call
  /// (on_operator_side() follows when audio can flow), or none takes it.
  virtual void on_phone_answered(CallId call, const std::string& extension) {
    (void)call;
    (void)extension;
  }
  virtual void on_phone_declined(CallId call, const std::string& extension) {
    (void)call;
    (void)extension;
  }
  /// The operator hung up the phone; the customer hears the hold music.
  virtual void on_phone_left(CallId call, const std::string& extension) {
    (void)call;
    (void)extension;
  }
  /// What became of dial(); on_ended() follows only behind DialStep::kAnswered.
  virtual void on_dial_progress(CallId call, DialProgress progress) {
    (void)call;
    (void)progress;
  }
};

/// Our session description, or why there is none. Called once, on whichever thread.
using DescriptionReply = std::function<void(base::Result<std::string>)>;

struct TelephoneCounts {
  std::int64_t calls = 0;     ///< now
  std::int64_t accepted = 0;  ///< calls that began, whoever made them; since the start, as the next
  std::int64_t refused = 0;   ///< INVITEs of trunks that were refused, or not decided on in time
  std::int64_t strangers = 0;  ///< requests and connections of others than trunks
  std::int64_t malformed = 0;  ///< requests of trunks that break RFC 3261
  std::int64_t rtp_received = 0;
  std::int64_t rtp_refused = 0;  ///< from others than the caller, or no RTP of the call
  std::int64_t late_ticks = 0;   ///< of media threads
};

/// The telephone side of the program: SIP over UDP and TCP toward the trunks, WebRTC toward
/// browsers, and the media of the calls. Owns the SIP thread and the media threads. Customers hear
/// the hold music from the answer on, until an operator's side is connected.
class Telephone {
 public:
  /// Binds and starts. kAlreadyExists: the port is taken; kUnavailable: any other reason; the text
  /// is a sentence. Handler, ids and clock outlive it.
  [[nodiscard]] static base::Result<std::unique_ptr<Telephone>> open(TelephoneOptions options,
                                                                     CallHandler& handler,
                                                                     base::IdSource& ids,
                                                                     const base::Clock& clock);
  virtual ~Telephone() = default;

  /// Where SIP is listening.
  [[nodiscard]] virtual NetAddress local() const = 0;
  [[nodiscard]] virtual TelephoneCounts counts() const = 0;
  /// Ends the calls with BYE and the threads.
  virtual void stop() = 0;

  // From every thread; harmless for a call that is over.
  virtual void answer(CallId call) = 0;
  virtual void refuse(CallId call, CallRefusal why) = 0;
  virtual void hang_up(CallId call) = 0;
  /// From now on this browser is the operator's side of the call, whatever was there before (a
  /// browser that was reloaded). The customer hears the hold music until the browser's audio can
  /// flow. Replies with the answer to `offer` (RFC 8829). kInvalidInput: no usable WebRTC offer,
  /// names what was expected; kConflict: no common codec; kNotFound: the call is over; kTryLater.
  virtual void connect_browser(CallId call, std::string offer, DescriptionReply reply) = 0;
  /// Nobody is on the operator's side any more: the customer hears the hold music.
  virtual void park(CallId call) = 0;
  /// Held: the customer hears the hold music and not the operator, who still hears the customer.
  virtual void set_held(CallId call, bool is_held) = 0;
  /// Sends keys to the customer's side as telephone-events (RFC 4733), 100 ms each and 60 ms
  /// between: 0-9 * # A-D, at most 64 that wait. Dropped when that side has no telephone-event.
  virtual void send_keys(CallId call, std::string keys) = 0;
  /// Null: nobody listens any more. Takes the place of the one before.
  virtual void tap(CallId call, std::shared_ptr<AudioTap> tap) = 0;
  /// A call whose customer is in a browser, not behind a trunk. It is then like any other:
  /// answer(), hang_up(), and on_ended() with kCustomerLeft when the browser closes its transport,
  /// with kMediaLost when it is gone without a word. Errors as of connect_browser(), kConflict when
  /// there is a call of that id, kTryLater at TelephoneOptions::max_calls.
  virtual void open_web_call(CallId call, std::string offer, DescriptionReply reply) = 0;
  /// This browser hears what it says, a second later, for at most a minute [V14]. No call: nothing
  /// is told of it. Errors as of connect_browser(), kTryLater with kMaxEchoes under way.
  virtual void open_echo(std::string offer, DescriptionReply reply) {
    (void)offer;
    reply(base::fail(base::ErrorCode::kUnavailable, "there is no echo"));
  }
  static constexpr int kMaxEchoes = 8;
  /// All desk phones of the extension ring for the call and show `from` as the caller (empty:
  /// anonymous). CallHandler::on_phone_answered() or on_phone_declined() follows, the latter also
  /// when no phone is registered. Takes the place of another ringing. park()
  /// and connect_browser() end the session of the phone.
  virtual void ring_phone(CallId call, std::string extension, std::string from) = 0;
  /// Nobody is told of phones that rang. One whose answer crossed this on its way is hung up: it
  /// came too late.
  virtual void stop_ringing(CallId call) = 0;
  /// The phones of the extension have to register anew, with whatever password then is the right
  /// one, and failed guesses at the old one are forgotten. What they ring or talk in goes on.
  virtual void forget_phones(std::string extension) = 0;
  /// Calls a number through the trunk, with `from`, a number that is ours, as the caller.
  /// CallHandler::on_dial_progress() tells how it goes: with status 404 it is no number, with 503
  /// there is no such trunk (any more), or there are too many calls. hang_up() gives it up.
  virtual void dial(CallId call, std::string trunk, std::string from, std::string to) = 0;

  /// What is known of each trunk, in their order.
  [[nodiscard]] virtual std::vector<TrunkState> trunks() const { return {}; }
  /// From now on these are the trunks. Those that stay as they are keep their state and
  /// registration; calls of those that are gone go on. kInvalidInput: see check_trunk(); kTryLater.
  [[nodiscard]] virtual base::Status set_trunks(std::vector<Trunk> trunks) {
    (void)trunks;
    return {};
  }
};

}  // namespace madoguchi::voice
