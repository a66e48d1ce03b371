#include "voice/sip/registrar.h"

#include <algorithm>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "voice/sip/number_text.h"
#include "voice/sip/re_values.h"

namespace madoguchi::voice {
namespace {

constexpr std::size_t kMaxContact = 512;

/// A value that cannot be read counts as 3600 (RFC 3261 section 20.19).
base::Seconds seconds_of(std::string_view text) {
  const auto seconds = number_of<std::uint32_t>(text);
  return seconds ? base::Seconds(*seconds) : Registrar::kLongest;
}

/// What the contact says, or else Expires.
base::Seconds lifetime_of(const sip_msg& request, const sip_addr& contact) {
  pl own{};
  if (msg_param_decode(&contact.params, "expires", &own) == 0) return seconds_of(view_of(own));
  const std::string_view common = view_of(request.expires);
  return common.empty() ? Registrar::kLongest : seconds_of(common);
}

/// It is sent to others in angle brackets, so it holds nothing that would end them.
bool is_contact(const sip_addr& contact) {
  const std::string_view text = view_of(contact.auri);
  return view_of(contact.uri.scheme) == "sip" && text.size() <= kMaxContact &&
         std::ranges::all_of(text, [](char c) {
           return c > 0x20 && c < 0x7F && c != '<' && c != '>' && c != '"' && c != ',';
         });
}

constexpr std::uint16_t kStandardPort = 5060;

bool is_where_it_says(const uri& contact, const NetAddress& source) {
  const std::uint16_t port = contact.port == 0 ? kStandardPort : contact.port;
  const auto said = NetAddress::parse(view_of(contact.host), port);
  return said && *said == source;
}

/// Some phones learn from the first answer where they are seen, and write that into Contact, but
/// not into Via.
bool is_sent_from_where_it_says(const sip_msg& request, const NetAddress& source) {
  NetAddress said = from_libre(request.via.addr);
  if (said.is_set() && said.port() == 0) said.set_port(kStandardPort);
  return said == source;
}

bool is_star(const sip_msg& request) {
  const sip_hdr* contact = sip_msg_hdr(&request, SIP_HDR_CONTACT);
  return contact != nullptr && view_of(contact->val) == "*";
}

bool collect(const sip_hdr* header, const sip_msg*, void* contacts) {
  static_cast<std::vector<std::string_view>*>(contacts)->push_back(view_of(header->val));
  return false;
}

}  // namespace

RegistrarReply reply_to_proof(const PhoneVerdict& verdict) {
  switch (verdict.kind) {
    case PhoneVerdict::Kind::kAuthentic:
      return {};
    case PhoneVerdict::Kind::kChallenge:
      return {401, "Unauthorized", verdict.challenge};
    case PhoneVerdict::Kind::kMalformed:
      return {400, "Bad Authorization", {}};
    case PhoneVerdict::Kind::kSilent:
      break;
  }
  return {.is_silent = true};
}

RegistrarReply Registrar::take(const sip_msg& request) {
  const PhoneVerdict verdict = authenticator_.judge(request);
  if (verdict.kind != PhoneVerdict::Kind::kAuthentic) return reply_to_proof(verdict);
  if (view_of(request.to.uri.user) != verdict.extension) return {403, "Forbidden", {}};
  if (const sip_hdr* required = sip_msg_hdr(&request, SIP_HDR_REQUIRE); required != nullptr) {
    return {420, "Bad Extension", fmt::format("Unsupported: {}\r\n", view_of(required->val))};
  }
  return take_authentic(request, verdict.extension);
}

RegistrarReply Registrar::take_authentic(const sip_msg& request, const std::string& extension) {
  Changes changes;
  if (is_star(request)) {
    const bool is_alone = sip_msg_hdr_count(&request, SIP_HDR_CONTACT) == 1;
    if (!is_alone || view_of(request.expires) != "0") return {400, "Bad Contact", {}};
    for (const PhoneBinding& binding : bindings_.of(extension)) changes.push_back({binding, true});
  } else if (const auto fault = read_changes(request, changes)) {
    return *fault;
  }
  for (Change& change : changes) {
    change.binding.call_id = view_of(request.callid);
    change.binding.sequence = request.cseq.num;
    if (is_out_of_order(extension, change)) return {500, "CSeq Not Higher", {}};
  }
  apply(extension, changes);
  return list(extension);
}

std::optional<RegistrarReply> Registrar::read_changes(const sip_msg& request, Changes& changes) {
  std::vector<std::string_view> contacts;
  sip_msg_hdr_apply(&request, true, SIP_HDR_CONTACT, collect, &contacts);
  if (contacts.size() > PhoneBindings::kMostOfExtension) {
    return RegistrarReply{400, "Too Many Contacts", {}};
  }
  for (const std::string_view contact : contacts) {
    if (auto fault = read_change(request, contact, changes)) return fault;
  }
  return std::nullopt;
}

std::optional<RegistrarReply> Registrar::read_change(const sip_msg& request,
                                                     std::string_view contact, Changes& changes) {
  sip_addr address{};
  const pl text{contact.data(), contact.size()};
  if (sip_addr_decode(&address, &text) != 0 || !is_contact(address)) {
    return RegistrarReply{400, "Bad Contact", {}};
  }
  const base::Seconds lifetime = lifetime_of(request, address);
  const bool is_removal = lifetime == base::Seconds(0);
  if (!is_removal && lifetime < kShortest) {
    return RegistrarReply{423, "Interval Too Brief",
                          fmt::format("Min-Expires: {}\r\n", kShortest.count())};
  }
  Change change{.is_removal = is_removal};
  change.binding.contact = view_of(address.auri);
  change.binding.flow = {from_libre(request.src), request.tp == SIP_TRANSP_TCP};
  const NetAddress& source = change.binding.flow.address;
  change.binding.is_behind_nat =
      !is_where_it_says(address.uri, source) || !is_sent_from_where_it_says(request, source);
  change.binding.expires_at = clock_.now() + std::min(lifetime, kLongest);
  changes.push_back(std::move(change));
  return std::nullopt;
}

/// A request that was overtaken by a later one of the same phone (section 10.3, step 7).
bool Registrar::is_out_of_order(const std::string& extension, const Change& change) const {
  return std::ranges::any_of(bindings_.of(extension), [&](const PhoneBinding& present) {
    return present.call_id == change.binding.call_id &&
           present.sequence >= change.binding.sequence &&
           is_same_address(present.contact, change.binding.contact);
  });
}

void Registrar::apply(const std::string& extension, const Changes& changes) {
  const std::size_t before = bindings_.of(extension).size();
  for (const Change& change : changes) {
    if (change.is_removal) {
      bindings_.remove(extension, change.binding.contact);
    } else {
      bindings_.put(extension, change.binding);
    }
  }
  const std::size_t now = bindings_.of(extension).size();
  if (now != before) presence_.on_phones(extension, now);
}

/// All bindings there are now, whatever was asked (step 8).
RegistrarReply Registrar::list(const std::string& extension) const {
  const base::Time now = clock_.now();
  RegistrarReply reply{200, "OK", {}};
  for (const PhoneBinding& binding : bindings_.of(extension)) {
    const auto left = std::chrono::ceil<base::Seconds>(binding.expires_at - now);
    reply.headers += fmt::format("Contact: <{}>;expires={}\r\n", binding.contact, left.count());
  }
  const auto whole = std::chrono::floor<base::Seconds>(now);
  reply.headers += fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n",
                               fmt::gmtime(std::chrono::system_clock::to_time_t(whole)));
  return reply;
}

}  // namespace madoguchi::voice
