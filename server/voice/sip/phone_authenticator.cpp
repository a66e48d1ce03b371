#include "voice/sip/phone_authenticator.h"

#include <fmt/format.h>

#include "base/secret.h"
#include "voice/sip/re_values.h"

namespace madoguchi::voice {
namespace {

constexpr GuessLimit kPairLimit{.failures = 5};
constexpr GuessLimit kWideLimit{.failures = 20};
/// An office of a hundred phones behind one address comes back after a power cut.
constexpr base::RateLimit kUnprovenLimit{.burst = 100, .refill = base::Milliseconds(200)};
constexpr std::size_t kMaxExtension = 64;

std::string end_of_pair(const std::string& extension) { return " " + extension; }

std::string pair_key(const NetAddress& source, const std::string& extension) {
  return source.host() + end_of_pair(extension);
}

/// The proof for our realm; a phone may send those for others too.
struct ProofSearch {
  std::optional<DigestResponse> proof;
  bool is_malformed = false;
};

bool look_at(const sip_hdr* header, const sip_msg*, void* argument) {
  auto& search = *static_cast<ProofSearch*>(argument);
  auto read = read_digest(view_of(header->val));
  search.is_malformed = !read;
  if (read && read->realm == kPhoneRealm) search.proof = *std::move(read);
  return search.is_malformed || search.proof.has_value();
}

ProofSearch find_proof(const sip_msg& request) {
  ProofSearch search;
  sip_msg_hdr_apply(&request, true, SIP_HDR_AUTHORIZATION, look_at, &search);
  return search;
}

}  // namespace

PhoneAuthenticator::PhoneAuthenticator(const PhoneDirectory& directory,
                                       const PhoneBindings& bindings, const base::Clock& clock,
                                       base::Random& random)
    : directory_(directory),
      bindings_(bindings),
      nonces_(clock, random),
      counts_(clock),
      pairs_(clock, kPairLimit),
      hosts_(clock, kWideLimit),
      extensions_(clock, kWideLimit),
      unproven_(clock, kUnprovenLimit),
      nobodys_(make_phone_secret(base::random_token(random), base::random_token(random))) {}

PhoneVerdict PhoneAuthenticator::judge(const sip_msg& request) {
  const NetAddress source = from_libre(request.src);
  const ProofSearch found = find_proof(request);
  const std::string extension(found.proof ? std::string_view(found.proof->username)
                                          : view_of(request.from.uri.user));
  if (extension.size() > kMaxExtension) return {PhoneVerdict::Kind::kMalformed, {}, {}};
  if (is_silenced(source, extension)) return {};
  if (found.is_malformed) {
    note_failure(source, extension);
    return {PhoneVerdict::Kind::kMalformed, {}, {}};
  }
  if (found.proof) return judge_proof(request, *found.proof);
  if (!unproven_.take(source.host())) return {};
  return challenge(source, false);
}

/// Who has the secret but a nonce that is of no use any more is told so (RFC 7616 section 3.3,
/// stale) and asks nobody for a password: all phones come with such nonces after our restart.
PhoneVerdict PhoneAuthenticator::judge_proof(const sip_msg& request, const DigestResponse& proof) {
  const NetAddress source = from_libre(request.src);
  // The proof's uri is not compared with the Request-URI, which phones write in other ways.
  if (!proves(proof, view_of(request.met), secret_of(proof))) return fail(source, proof.username);
  pairs_.forget(pair_key(source, proof.username));
  // Without qop there is no count: the nonce serves once.
  const std::uint32_t count = proof.has_qop ? proof.nonce_count : UINT32_MAX;
  const bool is_fresh = nonces_.check(proof.nonce, source) == NonceState::kFresh;
  if (!is_fresh || !counts_.use(proof.nonce, count)) return challenge(source, true);
  return {PhoneVerdict::Kind::kAuthentic, proof.username, {}};
}

PhoneVerdict PhoneAuthenticator::challenge(const NetAddress& source, bool is_stale) {
  // Only MD5 is offered: phones built on libre before 2.x give up when they see another algorithm
  // beside it. Who answers with SHA-256 is understood.
  return {PhoneVerdict::Kind::kChallenge,
          {},
          fmt::format("WWW-Authenticate: Digest realm=\"{}\", nonce=\"{}\", algorithm=MD5, "
                      "qop=\"auth\"{}\r\n",
                      kPhoneRealm, nonces_.make(source), is_stale ? ", stale=true" : "")};
}

PhoneVerdict PhoneAuthenticator::fail(const NetAddress& source, const std::string& extension) {
  note_failure(source, extension);
  return challenge(source, false);
}

void PhoneAuthenticator::forget_failures(const std::string& extension) {
  pairs_.forget_ending(end_of_pair(extension));
  extensions_.forget(extension);
}

bool PhoneAuthenticator::is_silenced(const NetAddress& source, const std::string& extension) const {
  if (pairs_.is_silenced(pair_key(source, extension))) return true;
  if (bindings_.is_at(extension, source)) return false;
  return hosts_.is_silenced(source.host()) || extensions_.is_silenced(extension);
}

void PhoneAuthenticator::note_failure(const NetAddress& source, const std::string& extension) {
  pairs_.note_failure(pair_key(source, extension));
  hosts_.note_failure(source.host());
  extensions_.note_failure(extension);
}

std::string PhoneAuthenticator::secret_of(const DigestResponse& proof) const {
  const PhoneSecret secret = directory_.secret_of(proof.username).value_or(nobodys_);
  return proof.algorithm == DigestAlgorithm::kMd5 ? secret.md5 : secret.sha256;
}

}  // namespace madoguchi::voice
