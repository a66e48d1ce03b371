#include "voice/call/telephone_endpoint.h"

#include <utility>

#include "voice/media/hold_music.h"
#include "voice/media/ring_back.h"
#include "voice/sip/caller_number.h"
#include "voice/sip/re_values.h"

namespace madoguchi::voice {
namespace {

using base::ErrorCode;

std::unique_ptr<DeskPhones> make_phones(const PhoneDirectory* directory, PhonePresence& presence,
                                        const base::Clock& clock, base::Random& random) {
  if (directory == nullptr) return nullptr;
  return std::make_unique<DeskPhones>(*directory, presence, clock, random);
}

/// Under which addresses browsers reach us.
std::vector<std::string> browser_hosts(const TelephoneOptions& options,
                                       const std::string& public_host) {
  return options.browser_hosts.empty() ? std::vector{public_host} : options.browser_hosts;
}

}  // namespace

base::Result<std::unique_ptr<Telephone>> Telephone::open(TelephoneOptions options,
                                                         CallHandler& handler, base::IdSource& ids,
                                                         const base::Clock& clock) {
  auto endpoint = std::make_unique<TelephoneEndpoint>(std::move(options), handler, ids, clock);
  MDG_TRY(endpoint->start());
  return endpoint;
}

TelephoneEndpoint::TelephoneEndpoint(TelephoneOptions options, CallHandler& handler,
                                     base::IdSource& ids, const base::Clock& clock)
    : options_(std::move(options)),
      handler_(handler),
      ids_(ids),
      public_host_(options_.public_host.empty() ? options_.listen.host() : options_.public_host),
      ports_(options_.listen.with_port(0), options_.rtp_ports),
      calls_(thread_, handler, options_.max_calls),
      trunk_states_(clock),
      phones_(make_phones(options_.phones, *this, clock, random_)),
      stack_(trunks_, phones_.get(), *this, clock) {}

TelephoneEndpoint::~TelephoneEndpoint() { stop(); }

base::Status TelephoneEndpoint::start() {
  for (const Trunk& trunk : options_.trunks) MDG_TRY(check_trunk(trunk));
  if (ports_.pairs() == 0) return base::fail(ErrorCode::kInvalidInput, "No pair of RTP ports.");
  hold_music_ = std::make_shared<const Sound>(compose_hold_music());
  ring_back_ = std::make_shared<const Sound>(compose_ring_back());
  MDG_TRY(browsers_.open(browser_hosts(options_, public_host_)));
  MDG_TRY(media_.open(options_.media_threads, options_.browsers.is_set()
                                                  ? options_.browsers
                                                  : options_.listen.with_port(0)));
  return thread_.start(
      {[this] { return open(); }, [this] { return close(); }, [this] { clear(); }});
}

base::Status TelephoneEndpoint::open() {
  MDG_TRY(stack_.open(options_.listen));
  means_.emplace(CallMeans{&stack_.stack(), &stack_.sessions(), ports_, random_, public_host_,
                           stack_.local(), options_.rtp_timeout});
  if (phones_) phones_->open(stack_.stack(), means_->contact(false));
  watch_.emplace(*means_, trunk_states_, handler_, options_.trunk_check);
  use_trunks(options_.trunks);
  return {};
}

/// The calls end with BYE and registrations are taken back, for which the loop goes on a little.
bool TelephoneEndpoint::close() {
  const bool has_calls = calls_.size() > 0;
  calls_.clear();
  const bool has_registrations = watch_->clear();
  return has_calls || has_registrations;
}

void TelephoneEndpoint::clear() {
  calls_.clear();
  watch_.reset();
  if (phones_) phones_->close();
  stack_.close();
}

void TelephoneEndpoint::stop() {
  thread_.stop();
  media_.stop();
}

TelephoneCounts TelephoneEndpoint::counts() const {
  return {calls_.count(),       calls_.begun(),     refused_,
          stack_.strangers(),   stack_.malformed(), calls_.rtp_received(),
          calls_.rtp_refused(), media_.late_ticks()};
}

// --- calls of trunks ---

std::optional<SipRefusal> TelephoneEndpoint::take_invite(const sip_msg& invite) {
  auto refusal = begin_call(invite);
  if (refusal) ++refused_;
  return refusal;
}

std::optional<SipRefusal> TelephoneEndpoint::begin_call(const sip_msg& invite) {
  // Phones do not get here.
  const std::string trunk = trunks_.at(from_libre(invite.src))->name;
  IncomingCall about{ids_.next<CallId>(), trunk, caller_of(invite), called_of(invite)};
  if (about.to.empty() || !handler_.knows_number(about.to)) return SipRefusal{404, "Not Found"};
  const SipRefusal busy{503, "Service Unavailable"};
  if (calls_.is_full()) return busy;
  auto parts = parts_of(invite, about.id);
  if (!parts) {
    const ErrorCode code = parts.error().code;
    if (code == ErrorCode::kConflict) return SipRefusal{488, "Not Acceptable Here"};
    return code == ErrorCode::kInvalidInput ? SipRefusal{400, "Bad Session Description"} : busy;
  }
  SipCallListener& listener = *this;
  auto call = std::make_unique<SipCall>(*std::move(parts), listener);
  const auto patience_ms = static_cast<std::uint64_t>(options_.patience.count());
  if (!call->ring(&stack_.sessions(), invite, patience_ms)) return busy;
  call->set_trunk_call(trunk_states_.begin_call(trunk));
  calls_.add(std::move(call));
  handler_.on_call(about);
  return std::nullopt;
}

base::Result<SipCallParts> TelephoneEndpoint::parts_of(const sip_msg& invite, CallId id) {
  MDG_ASSIGN(LocalLeg made, means_->make_leg());
  OfferAnswer descriptions(std::move(made.local));
  const std::string_view body = body_of(invite);
  if (!body.empty()) MDG_TRY(descriptions.take(body));
  MDG_ASSIGN(auto media, CallMedia::open(id, media_.next(), made.leg, calls_));
  return SipCallParts{id,
                      from_libre(invite.src),
                      std::move(descriptions),
                      means_->contact(invite.tp == SIP_TRANSP_TCP),
                      std::move(media),
                      std::move(made.leg)};
}

void TelephoneEndpoint::on_over(SipCall& call, CallEnd end) {
  if (end == CallEnd::kNotTaken) ++refused_;
  calls_.end(call.id(), end);
}

// --- what is asked of calls, on every thread ---

void TelephoneEndpoint::with_call(CallId call, std::function<void(TelephoneCall&)> action) {
  calls_.do_with(call, [action = std::move(action)](TelephoneCall* found) {
    if (found != nullptr) action(*found);
  });
}

void TelephoneEndpoint::answer(CallId call) {
  with_call(call, [this](TelephoneCall& found) { found.answer(hold_music_); });
}

void TelephoneEndpoint::refuse(CallId call, CallRefusal why) {
  with_call(call, [this, why](TelephoneCall& found) {
    ++refused_;
    found.refuse(why);
    calls_.forget(found.id());
  });
}

void TelephoneEndpoint::hang_up(CallId call) {
  with_call(call, [this](TelephoneCall& found) { calls_.forget(found.id()); });
}

void TelephoneEndpoint::park(CallId call) {
  with_call(call, [](TelephoneCall& found) {
    found.set_phone(nullptr);
    found.media().park();
  });
}

void TelephoneEndpoint::set_held(CallId call, bool is_held) {
  with_call(call, [is_held](TelephoneCall& found) { found.media().set_held(is_held); });
}

void TelephoneEndpoint::send_keys(CallId call, std::string keys) {
  with_call(call,
            [keys = std::move(keys)](TelephoneCall& found) { found.media().send_keys(keys); });
}

void TelephoneEndpoint::tap(CallId call, std::shared_ptr<AudioTap> tap) {
  with_call(call, [tap = std::move(tap)](TelephoneCall& found) { found.media().tap(tap); });
}

// --- browsers ---

void TelephoneEndpoint::connect_browser(CallId call, std::string offer, DescriptionReply reply) {
  auto theirs = read_browser_offer(offer);
  if (!theirs) return reply(base::fail(std::move(theirs).error()));
  calls_.do_with(
      call, [this, theirs = *std::move(theirs), reply = std::move(reply)](TelephoneCall* found) {
        if (found == nullptr) return reply(base::fail(ErrorCode::kNotFound, "the call is over"));
        auto begun = browsers_.connect_operator(*found, theirs, reply);
        if (!begun) reply(base::fail(std::move(begun).error()));
      });
}

void TelephoneEndpoint::begin_with_browser(const std::string& offer, DescriptionReply reply,
                                           Begin begin) {
  auto theirs = read_browser_offer(offer);
  if (!theirs) return reply(base::fail(std::move(theirs).error()));
  const bool is_taken =
      thread_.post([theirs = *std::move(theirs), reply, begin = std::move(begin)] {
        auto begun = begin(theirs, reply);
        if (!begun) reply(base::fail(std::move(begun).error()));
      });
  if (!is_taken) reply(base::fail(ErrorCode::kTryLater, "the telephone has too much to do"));
}

void TelephoneEndpoint::open_web_call(CallId call, std::string offer, DescriptionReply reply) {
  begin_with_browser(offer, std::move(reply),
                     [this, call](const BrowserOffer& theirs, const DescriptionReply& told) {
                       return browsers_.begin_call(call, theirs, told);
                     });
}

void TelephoneEndpoint::open_echo(std::string offer, DescriptionReply reply) {
  begin_with_browser(offer, std::move(reply),
                     [this](const BrowserOffer& theirs, const DescriptionReply& told) {
                       return browsers_.begin_echo(theirs, told);
                     });
}

// --- trunks ---

base::Status TelephoneEndpoint::set_trunks(std::vector<Trunk> trunks) {
  for (const Trunk& trunk : trunks) MDG_TRY(check_trunk(trunk));
  if (thread_.post([this, trunks = std::move(trunks)] { use_trunks(trunks); })) return {};
  return base::fail(base::ErrorCode::kTryLater, "the telephone has too much to do");
}

void TelephoneEndpoint::use_trunks(std::vector<Trunk> trunks) {
  trunks_.replace(std::move(trunks));
  watch_->watch(trunks_.all());
}

}  // namespace madoguchi::voice
