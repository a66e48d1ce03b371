#pragma once

#include <atomic>
#include <memory>
#include <mutex>
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
#include "features/trunks/phone_number.h"
#include "storage/database.h"
#include "voice/telephone.h"

namespace madoguchi::features {

/// Between the telephone and the desk: a call becomes a contact under its own id, what the desk
/// decides is done on the telephone, what happens there is told to the desk.
///
/// The rows of caller and thread are committed before the desk hears of the call: a disk that is
/// too slow for them keeps the call out (503), and never holds it up afterwards.
class CallsService final : public voice::CallHandler, public CallControl, public NumbersListener {
 public:
  struct Parts {
    storage::Database& db;
    LiveDesk& desk;
    base::IdSource& ids;
    const base::Clock& clock;
    const ServiceDirectory& directory;
  };
  explicit CallsService(Parts parts) : parts_(parts) {}

  /// Those of the configuration, which come first; before the telephone is opened.
  void set_routes(std::vector<CallRoute> routes);
  void numbers_changed(std::vector<PhoneNumber> numbers) override;
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

  // Every thread. kUnavailable: there is no telephone.

  /// This browser carries the audio of the call's operator from now on, see
  /// voice::Telephone::connect_browser().
  void connect(base::ContactId call, std::string offer, voice::DescriptionReply reply);
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

  using Routes = std::shared_ptr<const std::vector<CallRoute>>;
  [[nodiscard]] Routes routes() const;

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
  mutable std::mutex routes_mutex_;  ///< of the next two
  std::vector<CallRoute> fixed_routes_;
  Routes routes_ = std::make_shared<const std::vector<CallRoute>>();
  CallRecorder* recorder_ = nullptr;
  std::atomic<voice::Telephone*> telephone_{nullptr};
  std::unordered_map<base::ContactId, Living> living_;           ///< desk thread, as is the next
  std::unordered_map<base::ContactId, desk::EndReason> ending_;  ///< not known to be stored
};

}  // namespace madoguchi::features
