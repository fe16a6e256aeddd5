"""The usual subjects of policy work, which a library that has no list of its own files its pieces under."""

from __future__ import annotations

from functools import cache

from bot.domain.topic import TopicIndex

# A subject a line, with other words that texts use for it. Names are found without a list; those that are here often
# go by another one ("Pyongyang").
_SUBJECTS = """
Afghanistan: Kabul, Taliban
Agriculture: farming, farmers, crop yields
Alliances: treaty allies, alliance system
Arms control: arms race, arms limitation
Artificial intelligence: AI, machine learning, language models
Australia: Canberra
Aviation: airlines, air traffic
Banking: banking system, correspondent banks, commercial banks
Biosecurity: gene synthesis, synthetic DNA, DNA synthesis, bioweapons, biological weapons
Biotechnology: synthetic biology, gene editing, genomics
Border security: border control, border crossings
Canada: Ottawa
Central banking: central bank, monetary policy, interest rates
China: Beijing, PRC, People's Republic of China
Climate change: global warming, greenhouse gas, carbon emissions
Cloud computing: cloud providers, cloud services
Coal: coal plants, coal-fired
Corruption: bribery, kleptocracy
Counterterrorism: terrorism, terrorist groups, terrorist attacks
Crisis management: escalation, de-escalation
Critical minerals: rare earths, rare earth elements, lithium, gallium, graphite, cobalt
Cryptocurrency: crypto, virtual assets, stablecoins
Cybersecurity: cyberattacks, cyber attacks, ransomware, hackers
Data centers: data centres
Data privacy: personal data, data protection
Defense budget: defense spending, military spending, defence spending
Defense industry: defense industrial base, defence industry, shipyards, shipbuilding
Democracy: democratic backsliding, authoritarianism
Deterrence: deterrent, extended deterrence
Development aid: foreign aid, development assistance
Diplomacy: negotiations, diplomats, peace talks
Disarmament: denuclearization, denuclearisation
Disinformation: misinformation, propaganda
Drones: unmanned aircraft, unmanned systems
Economic coercion: coercive economic measures
Economic security: economic statecraft
Education: schools, schooling
Elections: voters, election security
Electricity grid: power grid, electric grid, transmission lines
Energy security: energy resilience, energy supply
European Union: EU
Export controls: export control, export restrictions
Fisheries: fishing fleets, overfishing
Food security: famine, food prices
France: French government
Freedom of navigation: maritime claims
Gender equality: women's rights
Germany: Bundestag
Governance: good governance
Gray-zone coercion: gray zone, grey zone, maritime militia
Housing: homelessness
Human rights: rights abuses, forced labor, forced labour
Humanitarian aid: humanitarian exemptions, humanitarian access, relief agencies
Hydrogen: hydrogen economy
Immigration: immigrants, asylum, visas
India: New Delhi
Industrial policy: subsidies, subsidy
Inequality: income inequality, poverty
Inflation: consumer prices
Insurance: insurers, reinsurance
Intelligence community: intelligence agencies, espionage
International law: law of war, law of the sea
Investment screening: foreign investment, outbound investment
Iran: Tehran
Iraq: Baghdad
Israel: Israelis
Japan: Tokyo
Judiciary: supreme court, judicial independence
Labor market: labour market, unemployment, wages
Maritime security: coast guard, piracy, maritime law enforcement
Mental health: suicide prevention
Migration: migrants, refugees
Military readiness: combat readiness
Mining: miners
Missile defense: missile defence, interceptors
Missiles: ballistic missiles, missile tests
Money laundering: illicit finance, anti-money laundering
NATO: North Atlantic Treaty Organization
Natural gas: LNG, liquefied natural gas, gas pipelines
North Korea: DPRK, Pyongyang, Kim Jong Un
Nuclear energy: nuclear power, reactors
Nuclear weapons: nuclear arms, warheads, nuclear program
Oil: crude oil, oil prices, price cap
Pakistan: Islamabad
Palestinian territories: Gaza, West Bank, Hamas
Peacekeeping: peacekeepers
Pensions: retirement savings
Philippines: Manila, Filipino
Policing: police reform, police officers
Press freedom: journalists, free press
Procurement: acquisition reform, contracting officers
Proliferation: nonproliferation
Protectionism: trade barriers
Public debt: sovereign debt, national debt, debt relief
Public health: pandemic, outbreaks, epidemics
Quantum computing: quantum technology
Renewable energy: solar power, wind power, wind farms
Russia: Moscow, Kremlin, Russian Federation
Sanctions: economic sanctions, secondary sanctions
Saudi Arabia: Riyadh
Semiconductors: chips, microchips, chipmakers
Shipping: tankers, shipowners, shadow fleet
Social security: social protection, welfare state
South China Sea: West Philippine Sea
South Korea: Seoul, ROK, Republic of Korea
Space policy: satellites, spacecraft, outer space
Supply chains: supply chain, stockpiles
Surveillance: spyware
Syria: Damascus
Taiwan: Taipei, Taiwan Strait
Tariffs: customs duties
Taxation: taxes, tax policy, tax reform
Telecommunications: 5G, undersea cables, submarine cables
Trade: trade agreements, trade policy, free trade
Transport: railways, public transit
Turkey: Ankara, Türkiye
Ukraine: Kyiv
United Kingdom: UK, Britain, British
United Nations: UN, Security Council
Vaccines: vaccination
Veterans: military veterans
Water security: drought, irrigation, water supply
"""


@cache
def common_topics() -> TopicIndex:
    """The list as an index, made once."""
    lines = (line.split(":") for line in _SUBJECTS.strip().splitlines())
    return TopicIndex({name: [alias.strip() for alias in aliases.split(",")] for name, aliases in lines})
