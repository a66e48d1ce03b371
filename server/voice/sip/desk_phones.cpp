#include "voice/sip/desk_phones.h"

#include <exception>

#include <spdlog/spdlog.h>

#include "voice/sip/re_values.h"

namespace madoguchi::voice {
namespace {

constexpr std::uint64_t kSecondMs = 1'000;
/// Two a phone and refresh; an office of a hundred phones that starts at once has them.
constexpr base::RateLimit kRegisterLimit{.burst = 400, .refill = base::Milliseconds(50)};

}  // namespace

DeskPhones::DeskPhones(const PhoneDirectory& directory, PhonePresence& presence,
                       const base::Clock& clock, base::Random& random)
    : directory_(directory),
      presence_(presence),
      clock_(clock),
      connections_(bindings_, clock),
      authenticator_(directory, bindings_, clock, random),
      registrar_(authenticator_, bindings_, clock, presence),
      registers_(clock, kRegisterLimit) {
  tmr_init(&second_);
}

DeskPhones::~DeskPhones() { close(); }

void DeskPhones::open(sip& stack, std::string from) {
  stack_ = &stack;
  dialogs_ = std::make_unique<DirectDialogs>(bindings_);
  PhonePingsListener& listener = *this;
  pings_ = std::make_unique<PhonePings>(stack, std::move(from), bindings_, listener);
  tmr_start(&second_, kSecondMs, on_second, this);
}

void DeskPhones::close() {
  tmr_cancel(&second_);
  pings_.reset();
  dialogs_.reset();
  stack_ = nullptr;
}

bool DeskPhones::admits(const NetAddress& source, std::string_view datagram) {
  if (bindings_.is_heard(source)) return true;
  return directory_.has_phones() && datagram.starts_with("REGISTER ") &&
         registers_.take(source.host()).has_value();
}

bool DeskPhones::admits_connection(const NetAddress& source) {
  return directory_.has_phones() && connections_.admits(source);
}

void DeskPhones::on_accepted(int descriptor, const NetAddress& source) {
  connections_.add(descriptor, source);
}

PhoneRequest DeskPhones::take(const sip_msg& request) {
  const std::string_view method = view_of(request.met);
  if (method == "REGISTER" && directory_.has_phones()) {
    take_register(request);
    return PhoneRequest::kTaken;
  }
  const NetAddress source = from_libre(request.src);
  const bool is_in_dialog = request.to.tag.l > 0 || method == "ACK";
  const bool is_phone = bindings_.is_bound(source) || (is_in_dialog && bindings_.is_heard(source));
  if (!is_phone) return PhoneRequest::kStranger;
  if (const auto fault = find_fault(request)) {
    if (!fault->is_silent) answer(request, {fault->status, fault->reason, {}});
    return PhoneRequest::kTaken;
  }
  if (is_in_dialog) return PhoneRequest::kInDialog;
  if (method == "INVITE") {
    take_invite(request);
  } else {
    const bool is_options = method == "OPTIONS";
    answer(request, is_options ? RegistrarReply{200, "OK", {}}
                               : RegistrarReply{481, "Call Does Not Exist", {}});
  }
  return PhoneRequest::kTaken;
}

void DeskPhones::take_register(const sip_msg& request) {
  if (const auto fault = find_register_fault(request)) {
    if (!fault->is_silent) answer(request, {fault->status, fault->reason, {}});
    return;
  }
  answer(request, registrar_.take(request));
}

/// Calls are taken on a desk phone, and dialled on the screen.
void DeskPhones::take_invite(const sip_msg& request) {
  const RegistrarReply reply = reply_to_proof(authenticator_.judge(request));
  answer(request,
         reply.status == 0 && !reply.is_silent ? RegistrarReply{403, "Forbidden", {}} : reply);
}

void DeskPhones::answer(const sip_msg& request, const RegistrarReply& reply) {
  if (reply.is_silent) return;
  const std::string headers = reply.headers + "Content-Length: 0\r\n\r\n";
  sip_treplyf(nullptr, nullptr, stack_, &request, false, reply.status, reply.reason, "%b",
              headers.data(), headers.size());
}

void DeskPhones::on_unreachable(const std::string& extension, const std::string& contact) {
  drop(extension, contact);
}

void DeskPhones::drop(const std::string& extension, const std::string& contact) {
  bindings_.remove(extension, contact);
  presence_.on_phones(extension, bindings_.of(extension).size());
}

void DeskPhones::forget(const std::string& extension) {
  authenticator_.forget_failures(extension);
  if (bindings_.of(extension).empty()) return;
  bindings_.remove_all(extension);
  presence_.on_phones(extension, 0);
}

void DeskPhones::on_second(void* self) try {
  auto& phones = *static_cast<DeskPhones*>(self);
  tmr_start(&phones.second_, kSecondMs, on_second, self);
  const base::Time now = phones.clock_.now();
  for (const std::string& fewer : phones.bindings_.expire(now)) {
    phones.presence_.on_phones(fewer, phones.bindings_.of(fewer).size());
  }
  phones.pings_->tick(now);
  phones.connections_.tick();
} catch (const std::exception& error) {
  spdlog::error("looking after the desk phones failed: {}", error.what());
}

}  // namespace madoguchi::voice
