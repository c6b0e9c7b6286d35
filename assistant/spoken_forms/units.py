"""Amounts with a unit: "90 km/h", "21 °C", "5'11"", "12 %"."""

import re

from assistant.spoken_forms import english, german
from assistant.spoken_forms.forms import Rule, Say, rule
from assistant.spoken_forms.tongue import Tongue

# Written → one, several. A unit of one letter is read only behind a figure.
ENGLISH_UNITS = """
mm millimeter millimeters | cm centimeter centimeters | dm decimeter decimeters | m meter meters
km kilometer kilometers | µm micrometer micrometers | nm nanometer nanometers | mi mile miles | ft foot feet
yd yard yards | in. inch inches | ″ inch inches | ′ foot feet | m² square_meter square_meters
km² square_kilometer square_kilometers | cm² square_centimeter square_centimeters | m2 square_meter square_meters
km2 square_kilometer square_kilometers | m³ cubic_meter cubic_meters | cm³ cubic_centimeter cubic_centimeters
ha hectare hectares | ft² square_foot square_feet | sq_ft square_foot square_feet | mg milligram milligrams
µg microgram micrograms | g gram grams | kg kilogram kilograms | t ton tons | lb pound pounds | lbs pound pounds
oz ounce ounces | ml milliliter milliliters | mL milliliter milliliters | cl centiliter centiliters
dl deciliter deciliters | l liter liters | L liter liters | gal gallon gallons | ns nanosecond nanoseconds
µs microsecond microseconds | ms millisecond milliseconds | s second seconds | sec second seconds
secs second seconds | min minute minutes | mins minute minutes | h hour hours | hr hour hours | hrs hour hours
km/h kilometer_per_hour kilometers_per_hour | kph kilometer_per_hour kilometers_per_hour
mph mile_per_hour miles_per_hour | m/s meter_per_second meters_per_second
m/s² meter_per_second_squared meters_per_second_squared
l/100_km liter_per_hundred_kilometers liters_per_hundred_kilometers | mpg mile_per_gallon miles_per_gallon
kWh kilowatt_hour kilowatt_hours | MWh megawatt_hour megawatt_hours | Wh watt_hour watt_hours
mW milliwatt milliwatts | W watt watts | kW kilowatt kilowatts | MW megawatt megawatts | GW gigawatt gigawatts
V volt volts | mV millivolt millivolts | kV kilovolt kilovolts | A amp amps | mA milliamp milliamps
mAh milliamp_hour milliamp_hours | Ω ohm ohms | J joule joules | kJ kilojoule kilojoules
kcal kilocalorie kilocalories | N newton newtons | Pa pascal pascals | hPa hectopascal hectopascals
kPa kilopascal kilopascals | psi P_S_I P_S_I | dB decibel decibels | Hz hertz hertz | kHz kilohertz kilohertz
MHz megahertz megahertz | GHz gigahertz gigahertz | B byte bytes | KB kilobyte kilobytes | kB kilobyte kilobytes
MB megabyte megabytes | GB gigabyte gigabytes | TB terabyte terabytes | PB petabyte petabytes | KiB kibibyte kibibytes
MiB mebibyte mebibytes | GiB gibibyte gibibytes | Mbps megabit_per_second megabits_per_second
Gbps gigabit_per_second gigabits_per_second | Mbit/s megabit_per_second megabits_per_second
Gbit/s gigabit_per_second gigabits_per_second | MB/s megabyte_per_second megabytes_per_second
GB/s gigabyte_per_second gigabytes_per_second | px pixel pixels | MP megapixel megapixels
dpi dot_per_inch dots_per_inch | fps frame_per_second frames_per_second
rpm revolution_per_minute revolutions_per_minute | bpm beat_per_minute beats_per_minute
°C degree_Celsius degrees_Celsius | °F degree_Fahrenheit degrees_Fahrenheit | ° degree degrees | K kelvin kelvins
% percent percent | ‰ per_mille per_mille | ppm part_per_million parts_per_million | k thousand thousand
M million million | bn billion billion
"""
GERMAN_UNITS = """
mm Millimeter Millimeter | cm Zentimeter Zentimeter | dm Dezimeter Dezimeter | m Meter Meter | km Kilometer Kilometer
µm Mikrometer Mikrometer | nm Nanometer Nanometer | ″ Zoll Zoll | m² Quadratmeter Quadratmeter
km² Quadratkilometer Quadratkilometer | cm² Quadratzentimeter Quadratzentimeter | qm Quadratmeter Quadratmeter
m2 Quadratmeter Quadratmeter | km2 Quadratkilometer Quadratkilometer | m³ Kubikmeter Kubikmeter
cm³ Kubikzentimeter Kubikzentimeter | ha Hektar Hektar | mg Milligramm Milligramm | µg Mikrogramm Mikrogramm
g Gramm Gramm | kg Kilogramm Kilogramm | t Tonne Tonnen | ml Milliliter Milliliter | cl Zentiliter Zentiliter
dl Deziliter Deziliter | l Liter Liter | L Liter Liter | EL Esslöffel Esslöffel | TL Teelöffel Teelöffel
ns Nanosekunde Nanosekunden | µs Mikrosekunde Mikrosekunden | ms Millisekunde Millisekunden | s Sekunde Sekunden
Sek. Sekunde Sekunden | min Minute Minuten | Min. Minute Minuten | h Stunde Stunden | Std. Stunde Stunden
km/h Kilometer_pro_Stunde Kilometer_pro_Stunde | m/s Meter_pro_Sekunde Meter_pro_Sekunde
m/s² Meter_pro_Quadratsekunde Meter_pro_Quadratsekunde
l/100_km Liter_auf_hundert_Kilometer Liter_auf_hundert_Kilometer | kWh Kilowattstunde Kilowattstunden
MWh Megawattstunde Megawattstunden | Wh Wattstunde Wattstunden | mW Milliwatt Milliwatt | W Watt Watt
kW Kilowatt Kilowatt | MW Megawatt Megawatt | GW Gigawatt Gigawatt | PS P_S P_S | V Volt Volt | mV Millivolt Millivolt
kV Kilovolt Kilovolt | A Ampere Ampere | mA Milliampere Milliampere | mAh Milliamperestunde Milliamperestunden
Ω Ohm Ohm | J Joule Joule | kJ Kilojoule Kilojoule | kcal Kilokalorie Kilokalorien | N Newton Newton
Pa Pascal Pascal | hPa Hektopascal Hektopascal | kPa Kilopascal Kilopascal | dB Dezibel Dezibel | Hz Hertz Hertz
kHz Kilohertz Kilohertz | MHz Megahertz Megahertz | GHz Gigahertz Gigahertz | B Byte Byte | KB Kilobyte Kilobyte
kB Kilobyte Kilobyte | MB Megabyte Megabyte | GB Gigabyte Gigabyte | TB Terabyte Terabyte | GiB Gibibyte Gibibyte
MiB Mebibyte Mebibyte | Mbit/s Megabit_pro_Sekunde Megabit_pro_Sekunde
Gbit/s Gigabit_pro_Sekunde Gigabit_pro_Sekunde | MB/s Megabyte_pro_Sekunde Megabyte_pro_Sekunde
GB/s Gigabyte_pro_Sekunde Gigabyte_pro_Sekunde | px Pixel Pixel | MP Megapixel Megapixel
dpi Punkte_pro_Zoll Punkte_pro_Zoll | fps Bilder_pro_Sekunde Bilder_pro_Sekunde | °C Grad_Celsius Grad_Celsius
°F Grad_Fahrenheit Grad_Fahrenheit | ° Grad Grad | K Kelvin Kelvin | % Prozent Prozent | ‰ Promille Promille
ppm Teile_pro_Million Teile_pro_Million | k tausend tausend | Tsd. tausend tausend | Mio. Million Millionen
Mrd. Milliarde Milliarden | Mio Million Millionen | Mrd Milliarde Milliarden | Bio. Billion Billionen
Jh. Jahrhundert Jahrhunderte
"""
SHORTENED = frozenset(("Sek.", "Min.", "Std.", "Mio.", "Mrd.", "Bio.", "Tsd.", "in.", "Jh."))


def _table(text: str) -> dict[str, tuple[str, str]]:
    rows = [row.split() for line in text.strip().splitlines() for row in line.split("|")]
    return {unit.replace("_", " "): (one.replace("_", " "), many.replace("_", " ")) for unit, one, many in rows}


UNITS = {"en": _table(ENGLISH_UNITS), "de": _table(GERMAN_UNITS)}


def _amount(tongue: Tongue) -> Say:
    units = UNITS[tongue.code]

    def say(match: re.Match[str]) -> str:
        one, many = units[match["unit"].replace("\u00a0", " ").replace("μ", "µ")]
        amount, is_one = match["amount"], tongue.is_one(match["amount"])
        said = tongue.read(amount)
        if tongue.code == "de" and amount.lstrip("-−+~± ") == "1":
            said = said.removesuffix("eins") + german.one(one.split()[0])
        if tongue.code == "en" and amount in ("½", "¼"):
            said, one = f"{'half' if amount == '½' else 'a quarter of'} a", one
        if tongue.code == "en" and (match["joint"] == "-" or english.MEASURED.match(match.string, match.end())):
            is_one = True
        ends = match["unit"] in SHORTENED and not match.string[match.end() :].strip()
        return f"{said} {one if is_one else many}{'.' if ends else ''}"

    return say


def _height(tongue: Tongue) -> Say:
    feet, inches = ("foot", "") if tongue.code == "en" else ("Fuß", " Zoll")

    def say(match: re.Match[str]) -> str:
        return f"{tongue.cardinal(int(match[1]))} {feet} {tongue.cardinal(int(match[2]))}{inches}"

    return say


def _size(tongue: Tongue) -> Say:
    """5 × 3 cm, 1920x1080."""
    by = BY[tongue.code]

    def read(text: str) -> str:
        number = int(text) if re.fullmatch(r"\d{4}", text) else 0
        return tongue.year(number) if tongue.code == "en" and number % 100 else tongue.read(text)

    def say(match: re.Match[str]) -> str:
        said = f" {by} ".join(read(part) for part in re.split(r"\s?[x×]\s?", match["sides"]))
        unit = match["unit"]
        return f"{said} {UNITS[tongue.code][unit][1]}" if unit else said

    return say


BY = {"en": "by", "de": "mal"}


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Heights and sizes, then everything with one unit."""
    units = "|".join(
        re.escape(unit).replace(r"\ ", r"[ \u00a0]") for unit in sorted(UNITS[tongue.code], key=len, reverse=True)
    )
    units = units.replace("µ", "[µμ]")
    side = r"\d{1,5}(?:[.,]\d{1,3})?"
    end = r"(?![\w²³^])(?!/\w)"
    left = r"(?<![\w.,/:@#^√-])"
    return (
        rule(r"(?<![\w.,])(\d)\s?['’′]\s?(\d{1,2})(?:\"|”|″|'')", _height(tongue)),
        rule(
            rf"{left}(?P<sides>{side}(?:\s?[x×]\s?{side}){{1,2}})(?:[ \u00a0]?(?P<unit>cm|mm|m|km|px|″))?{end}(?!\s?=)",
            _size(tongue),
        ),
        rule(
            rf"{left}(?P<amount>{tongue.quantity})(?P<joint>[ \u00a0\u202f-]?)(?P<unit>{units}){end}", _amount(tongue)
        ),
    )
