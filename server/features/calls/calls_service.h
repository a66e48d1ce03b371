#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/id_source.h"
#include "base/time.h"
#include "features/calls/call_recorder.h"
#include "features/calls/call_routes.h"
#include "features/customers/customer.h"
#include "features/live/call_control.h"
#include "features/live/live_desk.h"
#include "storage/database.h"
#include "voice/telephone.h"

namespace madoguchi::features {

/// Between the telephone and the desk: a call becomes a contact under its own id, what the desk
/// decides is done on the telephone, what happens there is told to the desk.
///
/// The rows of caller and thread are committed before the desk hears of the call: a disk that is
/// too slow for them keeps the call out (503), and never holds it up afterwards.
class CallsService final : public voice::CallHandler, public CallControl {
 public:
  struct Parts {
    storage::Database& db;
    LiveDesk& desk;
    base::IdSource& ids;
    const base::Clock& clock;
    const ServiceDirectory& directory;
  };
  explicit CallsService(Parts parts) : parts_(parts) {}

  /// Before the telephone is opened.
  void set_routes(std::vector<CallRoute> routes) { routes_ = std::move(routes); }
  /// Before the telephone is opened; outlives the desk's thread.
  void set_recorder(CallRecorder& recorder) { recorder_ = &recorder; }
  /// After LiveDesk::start(): ends the calls that died with the process before. `telephone` may be
  /// none; it outlives the desk's thread. Calls that come before are told to come later.
  void start(voice::Telephone* telephone);
  /// After Telephone::stop(): ends on the desk what ended with the telephone.
  void stop();

  // SIP thread
  [[nodiscard]] bool knows_number(const std::string& number) override;
  void on_call(const voice::IncomingCall& call) override;
  void on_ended(voice::CallId call, voice::CallEnd end) override;
  void on_operator_side(voice::CallId call, voice::OperatorSide what) override;
  /// Keys of a customer are for scripts, of which there is none yet.
  void on_key(voice::CallId, char) override {}

  // desk thread
  void answer(base::ContactId call) override;
  void park(base::ContactId call) override;
  void hold(base::ContactId call, bool is_held) override;
  void hang_up(base::ContactId call) override;
  void on_desk_loaded() override;

  /// The operator answers: on the desk, and with the recorder. The audio follows with connect().
  [[nodiscard]] base::Status accept(const desk::AcceptCall& command);
  /// What an operator of the call may do with its audio needs that they talk in it. kNotFound,
  /// kConflict: owner, or it rings.
  [[nodiscard]] base::Status require_talker(base::ServiceId service, base::ContactId call,
                                            base::OperatorId who) const;

  // A customer in a browser: expect(), open(), begin_expected(). Desk thread.

  /// The telephone opens this call next, and tells its end from then on.
  void expect(const desk::StartCall& start);
  /// It is open, and the rows of its customer and thread are stored. kConflict: it ended meanwhile;
  /// else what the desk refuses.
  [[nodiscard]] base::Status begin_expected(const desk::StartCall& start);
  /// Its customer gives it up, other than by the telephone. Harmless when it is over.
  void leave(base::ContactId call);
  /// Neither the telephone nor the desk has ended it.
  [[nodiscard]] bool is_living(base::ContactId call) const { return living_.contains(call); }

  // Every thread. kUnavailable: there is no telephone.

  [[nodiscard]] bool has_telephone() const { return telephone_.load() != nullptr; }
  /// Whether a call may begin just now; kTryLater: the stall rule of the desk.
  [[nodiscard]] base::Status may_begin() const;
  /// Where calls to a number go. Nothing: it leads nowhere.
  [[nodiscard]] std::optional<CallTarget> target_of(const std::string& number) const;
  /// This browser carries the audio of the call's customer, see voice::Telephone::open_web_call().
  void open(base::ContactId call, std::string offer, voice::DescriptionReply reply);
  /// This browser carries the audio of the call's operator from now on, see
  /// voice::Telephone::connect_browser().
  void connect(base::ContactId call, std::string offer, voice::DescriptionReply reply);
  /// A test of an operator's devices, see voice::Telephone::open_echo().
  void open_echo(std::string offer, voice::DescriptionReply reply);
  /// To the customer's side, see voice::Telephone::send_keys().
  [[nodiscard]] base::Status send_keys(base::ContactId call, std::string keys);

 private:
  /// A call that the telephone has not ended.
  struct Living {
    desk::StartCall start;
    bool is_answered = false;
    bool is_tapped = false;
    base::OperatorId talker;  ///< whose audio is, or shall be, connected
    bool is_leg_connected = false;
  };

  [[nodiscard]] bool takes_calls() const;
  void take(const voice::IncomingCall& call);
  void store_caller(base::ContactId id);
  void begin(base::ContactId id, base::Result<Customer> customer);
  void start_on_desk(base::ContactId id);
  void refuse(base::ContactId id);
  void record(Living& call);
  void end_on_desk(base::ServiceId service, base::ContactId id, desk::EndReason reason);
  void end_dead_calls();
  void keep_talking();
  void tell_leg(const Living& call);

  Parts parts_;
  std::vector<CallRoute> routes_;
  CallRecorder* recorder_ = nullptr;
  std::atomic<voice::Telephone*> telephone_{nullptr};
  std::unordered_map<base::ContactId, Living> living_;           ///< desk thread, as is the next
  std::unordered_map<base::ContactId, desk::EndReason> ending_;  ///< not known to be stored
};

}  // namespace madoguchi::features
