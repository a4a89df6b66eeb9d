#include "synth/passes/words.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace warploom::synth::passes {
namespace {

struct Abbreviation {
  std::string_view word;
  std::string_view text;
};

// Sorted by word.
constexpr auto kAbbreviations = std::to_array<Abbreviation>({
    {"acc", "total"},         {"accel", "acceleration"},  {"accum", "total"},
    {"ang", "angular"},       {"avg", "average"},         {"bbox", "bounding box"},
    {"cnt", "count"},         {"coef", "coefficient"},    {"coefs", "coefficients"},
    {"col", "column"},        {"cols", "columns"},        {"com", "center of mass"},
    {"cov", "covariance"},    {"cur", "current"},         {"curv", "curvature"},
    {"def", "deformation"},   {"deg", "degree"},          {"denom", "denominator"},
    {"deriv", "derivative"},  {"det", "determinant"},     {"diag", "diagonal"},
    {"diff", "difference"},   {"dir", "direction"},       {"dirs", "directions"},
    {"disp", "displacement"}, {"dist", "distance"},       {"dists", "distances"},
    {"elem", "element"},      {"env", "environment"},     {"err", "error"},
    {"frac", "fraction"},     {"freq", "frequency"},      {"grad", "gradient"},
    {"grads", "gradients"},   {"hess", "hessian"},        {"hi", "upper"},
    {"idx", "index"},         {"incr", "increment"},      {"inv", "inverse"},
    {"jac", "jacobian"},      {"lap", "laplacian"},       {"len", "length"},
    {"lo", "lower"},          {"mag", "magnitude"},       {"mat", "matrix"},
    {"max", "maximum"},       {"mid", "middle"},          {"min", "minimum"},
    {"nbr", "neighbor"},      {"nbrs", "neighbors"},      {"norm", "norm"},
    {"nrm", "normal"},        {"num", "number of"},       {"orient", "orientation"},
    {"param", "parameter"},   {"params", "parameters"},   {"perm", "permutation"},
    {"pos", "position"},      {"pred", "prediction"},     {"prev", "previous"},
    {"prob", "probability"},  {"proj", "projection"},     {"pt", "point"},
    {"pts", "points"},        {"quat", "quaternion"},     {"quats", "quaternions"},
    {"rad", "radius"},        {"ref", "reference"},       {"rel", "relative"},
    {"res", "result"},        {"rhs", "right-hand side"}, {"rot", "rotation"},
    {"seg", "segment"},       {"src", "source"},          {"stiff", "stiffness"},
    {"temp", "temperature"},  {"tf", "transform"},        {"tri", "triangle"},
    {"val", "value"},         {"vals", "values"},         {"vec", "vector"},
    {"vecs", "vectors"},      {"vel", "velocity"},        {"vels", "velocities"},
    {"vert", "vertex"},       {"verts", "vertices"},      {"vol", "volume"},
    {"wt", "weight"},         {"xform", "transform"},     {"xforms", "transforms"},
});

std::string_view InFull(std::string_view word) {
  const auto found = std::ranges::lower_bound(kAbbreviations, word, {}, &Abbreviation::word);
  return found != kAbbreviations.end() && found->word == word ? found->text : word;
}

bool HasMeaning(std::string_view word) {
  return word.size() > 1 &&
         std::ranges::all_of(word, [](unsigned char c) { return std::isalpha(c) != 0; });
}

}  // namespace

std::string WordsOf(std::string_view name) {
  std::string words;
  while (!name.empty()) {
    const std::string_view word = name.substr(0, name.find('_'));
    name.remove_prefix(std::min(word.size() + 1, name.size()));
    std::string lower(word);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
    if (HasMeaning(lower) && lower != "out" && lower != "new") {
      words += words.empty() ? "" : " ";
      words += InFull(lower);
    }
  }
  return words.size() > 2 ? words : std::string();
}

std::string Begun(std::string text, bool upper) {
  if (upper && !text.empty()) {
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  }
  return text;
}

}  // namespace warploom::synth::passes
