#include "voice/sip/phone_route.h"

#include <cerrno>

#include <fmt/format.h>

#include "base/text_points.h"
#include "voice/sip/re_values.h"
#include "voice/sip/sip_uri.h"

namespace madoguchi::voice {
namespace {

thread_local const PhoneBindings* phones_of_thread = nullptr;

bool leads_elsewhere(std::string_view parameter) {
  const std::string name = base::lower_ascii(parameter.substr(0, parameter.find('=')));
  return name.empty() || name == "maddr" || name == "transport";
}

std::string parameters_of(const uri& address) {
  std::string kept;
  for (const std::string_view parameter : base::split(view_of(address.params), ';')) {
    if (!leads_elsewhere(parameter)) kept += fmt::format(";{}", parameter);
  }
  return kept;
}

/// Another Contact in the place of a message's own, for as long as it lives.
class BorrowedContact {
 public:
  BorrowedContact(const sip_msg& message, const PhoneFlow& flow)
      : header_(const_cast<sip_hdr*>(sip_msg_hdr(&message, SIP_HDR_CONTACT))) {
    if (header_ == nullptr) return;
    own_ = header_->val;
    sip_addr address{};
    if (sip_addr_decode(&address, &own_) == 0) {
      text_ = fmt::format("<{}>", address_at(view_of(address.auri), flow));
      header_->val = {text_.data(), text_.size()};
    }
  }
  ~BorrowedContact() {
    if (header_ != nullptr) header_->val = own_;
  }
  BorrowedContact(const BorrowedContact&) = delete;
  BorrowedContact& operator=(const BorrowedContact&) = delete;

 private:
  sip_hdr* header_;
  pl own_{};
  std::string text_;
};

template <class Action>
int with_direct_contact(const sip_msg& message, Action action) {
  const PhoneFlow flow{from_libre(message.src), message.tp == SIP_TRANSP_TCP};
  const bool is_direct = phones_of_thread != nullptr && phones_of_thread->is_heard(flow.address) &&
                         sip_msg_hdr(&message, SIP_HDR_RECORD_ROUTE) == nullptr;
  if (!is_direct) return action();
  const BorrowedContact contact(message, flow);
  return action();
}

bool is_redirection(const sip_msg& message) {
  return !message.req && message.scode >= 300 && message.scode < 400;
}

}  // namespace

std::string address_at(std::string_view contact, const PhoneFlow& flow) {
  uri address{};
  const pl text{contact.data(), contact.size()};
  if (uri_decode(&address, &text) != 0) return {};
  const std::string_view user = view_of(address.user);
  return fmt::format("sip:{}{}{}{}{}", user, user.empty() ? "" : "@", flow.address.text(),
                     parameters_of(address), transport_parameter(flow.is_tcp));
}

DirectDialogs::DirectDialogs(const PhoneBindings& phones) { phones_of_thread = &phones; }
DirectDialogs::~DirectDialogs() { phones_of_thread = nullptr; }

}  // namespace madoguchi::voice

// The linker leads libre's calls of these two here (cmake/MadoguchiPackages.cmake).
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): names of the linker.
extern "C" {

int __real_sip_dialog_create(sip_dialog* dialog, const sip_msg* message);
int __real_sip_dialog_update(sip_dialog* dialog, const sip_msg* message);
int __wrap_sip_dialog_create(sip_dialog* dialog, const sip_msg* message);
int __wrap_sip_dialog_update(sip_dialog* dialog, const sip_msg* message);

int __wrap_sip_dialog_create(sip_dialog* dialog, const sip_msg* message) {
  return madoguchi::voice::with_direct_contact(
      *message, [&] { return __real_sip_dialog_create(dialog, message); });
}

int __wrap_sip_dialog_update(sip_dialog* dialog, const sip_msg* message) {
  if (madoguchi::voice::is_redirection(*message)) return EPROTO;
  return madoguchi::voice::with_direct_contact(
      *message, [&] { return __real_sip_dialog_update(dialog, message); });
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
