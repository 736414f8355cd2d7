// Writes what Kubernetes makes of many texts as quantities: {"refused": [...], "ascending": [["m", "0"], ["1n"], ...]}.
// How the fixture beside this folder was made: see ../quantity.test.ts.
package main

import (
	"encoding/json"
	"math/rand"
	"os"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
)

var suffixes = []string{"", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei",
	"e0", "e3", "E3", "e+3", "E-3", "e-9", "e-10", "e-30", "e300", "e-400", "e4294967296", "e4294967299",
	"e9223372036854775807", "e9223372036854775808", "e-9223372036854775809",
	"e", "E+", "K", "ki", "mi", "i", "GiB", "Zi", "ee3", "e1.5", "1e1", "e3m", " ", "\n", "_", "+", "-", "+3", "m3", "Ki2"}

var heads = []string{"", "+", "-", "."}

func text(random *rand.Rand) string {
	digits := func(most int) string {
		alphabet := []string{"0123456789", "0009", "1", "05"}[random.Intn(4)]
		var out strings.Builder
		for range random.Intn(most + 1) {
			out.WriteByte(alphabet[random.Intn(len(alphabet))])
		}
		return out.String()
	}
	most := []int{1, 3, 8, 20, 40}[random.Intn(5)]
	number := []string{"", "", "-", "+"}[random.Intn(4)] + digits(most)
	if random.Intn(2) == 0 {
		number += "." + digits(most)
	}
	if random.Intn(50) == 0 {
		number += "." + digits(3)
	}
	return number + suffixes[random.Intn(len(suffixes))]
}

func main() {
	random := rand.New(rand.NewSource(1))
	texts := map[string]bool{" 1": true, "--1": true, "+-1": true, ".5": true, "5.": true, "９": true, "1,5": true, "0x10": true, "NaN": true, "9223372036854775807": true,
		"9223372036854775808": true, "8Ei": true, "-8Ei": true, "7.99999999999999999999Ei": true, "1e9": true,
		"9e99": true, "0.1n": true, "0.0000000001": true, "-0.1n": true, "1.0000000001": true}
	for _, head := range heads {
		for _, tail := range suffixes {
			texts[head+tail], texts[head+"0"+tail], texts[head+"1"+tail] = true, true, true
		}
	}
	for len(texts) < 4000 {
		texts[text(random)] = true
	}

	refused, accepted := []string{}, []string{}
	parsed := map[string]resource.Quantity{}
	for text := range texts {
		if quantity, err := resource.ParseQuantity(text); err != nil {
			refused = append(refused, text)
		} else {
			accepted = append(accepted, text)
			parsed[text] = quantity
		}
	}
	compare := func(a, b string) int {
		quantity := parsed[a]
		return quantity.Cmp(parsed[b])
	}
	sort.Strings(refused)
	sort.Strings(accepted)
	sort.SliceStable(accepted, func(i, j int) bool { return compare(accepted[i], accepted[j]) < 0 })
	ascending := [][]string{}
	for i, text := range accepted {
		if i > 0 && compare(accepted[i-1], text) == 0 {
			last := len(ascending) - 1
			ascending[last] = append(ascending[last], text)
		} else {
			ascending = append(ascending, []string{text})
		}
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	if err := out.Encode(map[string]any{"refused": refused, "ascending": ascending}); err != nil {
		panic(err)
	}
}
