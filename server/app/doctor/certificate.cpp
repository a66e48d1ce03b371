#include "app/doctor/certificate.h"

#include <cstdio>
#include <memory>

#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "transport/self_signed.h"
#include "transport/tls.h"

namespace madoguchi::app::doctor {
namespace {

using std::chrono::system_clock;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

constexpr int kDaysBefore = 14;

Certificate read_certificate(const std::filesystem::path& path) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> file(BIO_new_file(path.c_str(), "r"), BIO_free);
  return {file ? PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr) : nullptr, X509_free};
}

/// Whole days from `now`, below 0 when it is over.
int days_until(const ASN1_TIME* time, system_clock::time_point now) {
  const std::time_t seconds = system_clock::to_time_t(now);
  const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> from(ASN1_TIME_set(nullptr, seconds),
                                                                   ASN1_TIME_free);
  int days = 0;
  int rest = 0;
  ASN1_TIME_diff(&days, &rest, from.get(), time);
  return rest < 0 ? days - 1 : days;
}

Finding judge_dates(const X509& certificate, system_clock::time_point now) {
  const std::string renew = "Renew it and restart.";
  if (days_until(X509_get0_notBefore(&certificate), now) > 0) {
    return fault("The TLS certificate is not valid yet.", "Look at the clock.");
  }
  const int days = days_until(X509_get0_notAfter(&certificate), now);
  if (days < 0) return fault("The TLS certificate is over.", renew);
  const std::string text = fmt::format("The TLS certificate is valid for {} days more.", days);
  return days < kDaysBefore ? warning(text, renew) : well(text);
}

void judge_names(X509& certificate, const Options& options, Findings& findings) {
  const auto origin = read_origin(options.public_origin);
  if (!origin) return;
  const std::string& host = origin->host;
  if (X509_check_host(&certificate, host.c_str(), host.size(), 0, nullptr) == 1) return;
  if (X509_check_ip_asc(&certificate, host.c_str(), 0) == 1) return;
  findings.push_back(warning(fmt::format("The TLS certificate is not for {}.", host),
                             "Browsers refuse it: get one for the name of --public-origin."));
}

}  // namespace

Findings look_at_certificate(const Options& options, system_clock::time_point now) {
  const bool is_made_here = options.tls_self_signed;
  const auto path =
      is_made_here ? options.data / transport::kCertificateFile : options.tls_certificate;
  const auto key = is_made_here ? options.data / transport::kKeyFile : options.tls_key;
  std::error_code error;
  if (path.empty()) {
    if (is_loopback(options.http)) return {};
    return {
        warning("The desk speaks plain HTTP on an address that others reach.",
                "Browsers give no microphone and no notifications: see HTTPS in operating.md.")};
  }
  if (is_made_here && !std::filesystem::exists(path, error)) {
    return {well("The next start makes the TLS certificate.")};
  }
  if (const auto context = transport::make_tls_context(path.string(), key.string()); !context) {
    return {fault(context.error().detail, "HTTPS cannot start without it.")};
  }
  const Certificate certificate = read_certificate(path);
  if (!certificate) return {fault("The TLS certificate cannot be read.", "It has to be PEM.")};
  Findings findings{judge_dates(*certificate, now)};
  judge_names(*certificate, options, findings);
  return findings;
}

}  // namespace madoguchi::app::doctor
